import { consent } from './consent.ts'
import { type Form, isButton, isSubmit } from './form.ts'
import { longestRefresh } from './going.ts'
import { isInside } from './origin.ts'
import type { Link, Navigation, Page } from './page.ts'
import { signIn } from './sign-in.ts'
import { saysSignedOut, signOut } from './sign-out.ts'
import { isFurniture, isPassword, isTyped, leadsAway } from './traits.ts'
import { type Asking, following, type Submission, submission, type Understanding } from './understanding.ts'
import { says, tokens } from './words.ts'

export type { Asking, Submission, Understanding } from './understanding.ts'

type Rule = (page: Page, asking: Asking) => Understanding | undefined

/** What each page is asked in turn; the first answer counts. */
const rules: readonly Rule[] = [goesOn, signOut, signIn, captcha, waitsForScript, consentUnlessRefused, relay, choice, goesOnAtLast, notice]

/** Understands a page as its user would: what it asks for, and what a browser then sends. Structure comes before words. Nothing is ever
 *  submitted outside the origins, and no registration, search, logout or other way to sign in is mistaken for an answer. Pure. */
export function understand(page: Page, asking: Asking): Understanding {
  for (const rule of rules) {
    const found = rule(page, asking)
    if (found !== undefined) return found
  }
  return { kind: 'unknown', why: page.forms.length > 0 ? 'has forms that are neither sign-in nor consent' : 'is not understood' }
}

const isRefused = ({ status = 200 }: Asking): boolean => status >= 400

/** The page goes on by itself before anybody could answer it. */
function goesOn(page: Page, asking: Asking): Understanding | undefined {
  const atOnce = page.navigations.filter((one) => one.via !== 'refresh' || (one.seconds <= 1 && !one.noscript))
  return firstSent(page, atOnce, asking)
}

/** A page that asks for something may also give up waiting after a while, so that such a refresh counts only where nothing is asked. */
function goesOnAtLast(page: Page, asking: Asking): Understanding | undefined {
  const late = page.navigations.filter((one) => one.via === 'refresh' && one.seconds <= longestRefresh)
  return firstSent(page, late, asking)
}

function firstSent(page: Page, navigations: readonly Navigation[], { origins }: Asking): Understanding | undefined {
  for (const navigation of navigations) {
    const submit = sent(page, navigation, origins)
    if (submit !== undefined) return { kind: 'continue', submit, byItself: true, why: 'goes on by itself' }
  }
  return undefined
}

function sent(page: Page, navigation: Navigation, origins: readonly string[]): Submission | undefined {
  if (navigation.via !== 'form') return isInside(navigation.url, origins) ? following(navigation.url) : undefined
  const { form, submitter } = navigation
  return form.controls.some(isTyped) ? undefined : submission(page, form, origins, undefined, submitter)
}

function captcha(page: Page): Understanding | undefined {
  const asked = page.captchas.some((form) => form === undefined || !leadsAway(form))
  return asked ? { kind: 'captcha', why: 'asks for a captcha' } : undefined
}

/** No form that a browser could send without scripts, and scripts that would make one. */
function waitsForScript(page: Page, asking: Asking): Understanding | undefined {
  if (page.orphans.some(isPassword)) return { kind: 'needs_script', why: 'has a password field that only a script can send' }
  const forms = page.forms.filter((form) => !isFurniture(form))
  if (isRefused(asking) || forms.length > 0 || page.scripts === 0) return undefined
  const empty = page.text.length < 80 && page.links.length < 3 && !saysSignedOut(page, asking)
  return empty || /java\s?script/i.test(page.noscript) ? { kind: 'needs_script', why: 'shows nothing without its scripts' } : undefined
}

function consentUnlessRefused(page: Page, asking: Asking): Understanding | undefined {
  return isRefused(asking) ? undefined : consent(page, asking)
}

/** A form that only carries values on, with at most one button; or the one link that says "continue". */
function relay(page: Page, asking: Asking): Understanding | undefined {
  if (isRefused(asking) || says(page.title, 'error')) return undefined
  for (const form of page.forms.filter(isRelay)) {
    const submit = submission(page, form, asking.origins, undefined, form.controls.find(isSubmit))
    if (submit !== undefined) return { kind: 'continue', submit, why: 'asks to go on' }
  }
  const links = page.forms.length > 0 ? [] : page.links.filter(({ url, text }) => url && isInside(url, asking.origins) && says(text, 'go'))
  return links.length === 1 ? { kind: 'continue', submit: following(links[0]!.url!), why: 'asks to go on' } : undefined
}

function isRelay(form: Form): boolean {
  const { controls } = form
  const carries = controls.every((control) => control.hidden || isButton(control)) && controls.filter(isSubmit).length <= 1
  return carries && controls.length > 0 && !isFurniture(form) && !leadsAway(form)
}

const localWays = new Set(['local', 'password', 'email', 'username', 'ldap', 'mock', 'basic', 'credentials'])

/** A choice of ways to sign in, by links (Dex): the one with a password of the server's own. */
function choice(page: Page, asking: Asking): Understanding | undefined {
  if (isRefused(asking) || !says(`${page.title} ${page.text.slice(0, 2000)}`, 'sign_in')) return undefined
  const isLocal = (link: Link) => tokens(`${link.url?.split(/[?#]/)[0]} ${link.text}`).some((token) => localWays.has(token))
  const link = page.links.find((one) => one.url && isInside(one.url, asking.origins) && isLocal(one))
  return link && { kind: 'continue', submit: following(link.url!), why: 'offers several ways to sign in' }
}

/** A page that asks for nothing tells the user something: with a 4xx or 5xx status, in words, or just so. */
function notice(page: Page, asking: Asking): Understanding | undefined {
  const told = isRefused(asking) || says(page.title, 'error') || !page.forms.some(asksSomething) || page.forms.every(isFurniture)
  if (page.text === '' && page.title === '' && !isRefused(asking)) return undefined
  const leaving = (['forgot', 'register', 'logout'] as const).find((topic) => page.forms.length > 0 && says(page.title, topic))
  return told && (leaving === undefined || isRefused(asking))
    ? { kind: 'error', why: 'tells the user something and asks for nothing' }
    : undefined
}

const asksSomething = (form: Form): boolean => !isFurniture(form) && (!leadsAway(form) || form.controls.some(isTyped))
