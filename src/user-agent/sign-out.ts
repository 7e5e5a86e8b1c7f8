import { type Control, type Form, isSubmit } from './form.ts'
import { isInside } from './origin.ts'
import type { Page } from './page.ts'
import { isLasting, polarityOf, polarityOfLink } from './polarity.ts'
import { isAbout, isButtonFor, isFurniture, isNamed, isTyped } from './traits.ts'
import { type Asking, following, submission, type Understanding } from './understanding.ts'
import { says } from './words.ts'

/** Reads a page that asks whether the user wants to sign out (OpenID Connect RP-Initiated Logout 1.0, 2), and says yes. It is only asked of pages that a
 *  sign-out leads to: a form for signing out stands on many others. */
export function signOut(page: Page, asking: Asking): Understanding | undefined {
  if (!asking.signingOut) return undefined
  for (const form of page.forms.filter((one) => mayAsk(one))) {
    const submitter = yesOf(form, page)
    const submit = submitter && submission(page, form, asking.origins, undefined, submitter)
    if (submit) return asked(submit)
  }
  const link = page.links.find((one) => one.url && isInside(one.url, asking.origins) && says(one.text, 'logout') && !saysNo(one))
  return page.forms.length === 0 && link && says(page.title, 'logout') ? asked(following(link.url!)) : undefined
}

const asked = (submit: NonNullable<Understanding['submit']>): Understanding => ({
  kind: 'sign_out',
  submit,
  why: 'asks whether to sign out',
})

const mayAsk = (form: Form): boolean =>
  !form.controls.some(isTyped) && !isFurniture(form) && !(['social', 'register', 'forgot'] as const).some((topic) => isAbout(form, topic))

/** The button that says "sign out", or else the one that says yes on a page about signing out, or the only one there. */
function yesOf(form: Form, page: Page): Control | undefined {
  const submits = form.controls.filter((one) => isSubmit(one) && !one.disabled && polarityOf(one) !== 'deny' && !isLasting(one))
  const named = submits.find((one) => isButtonFor(one, 'logout') && !keeps(one))
  if (named) return named
  if (!isNamed(form, 'logout') && !says(`${page.title} ${page.text.slice(0, 2000)}`, 'logout')) return undefined
  return submits.find((one) => polarityOf(one) === 'approve') ?? (submits.length === 1 ? submits[0] : undefined)
}

/** "Do not log out" is about signing out too. */
const keeps = ({ label, value }: Control): boolean => /\b(?:not|don['’]t|stay|keep|remain)\b/i.test(`${label} ${value}`)
const saysNo = (link: Page['links'][number]): boolean => polarityOfLink(link) === 'deny'
