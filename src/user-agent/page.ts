import { resolveUrl } from '../http/message.ts'
import { attribute, type Element, parseHtml, rawText, textOf } from './dom.ts'
import { type Control, type Form, isSubmit, type Tag } from './form.ts'
import { readForms } from './page-forms.ts'
import { type ScriptStep, stepsOf } from './script.ts'
import { selector } from './selector.ts'
import { type Place, walk } from './walk.ts'

export interface Link extends Tag {
  /** Absolute; undefined for a link without URL, or one that runs a script. */
  url: string | undefined
  text: string
}

/** Where a page sends the browser by itself. */
export type Navigation =
  | { via: 'refresh'; url: string; seconds: number; noscript?: true }
  | { via: 'script'; url: string }
  | { via: 'form'; form: Form; submitter?: Control }

/** A page as it was read; nothing is understood yet. Marks stand in it as they came. */
export interface Page {
  url: string
  title: string
  /** The `lang` attribute, lower-case, or empty. */
  language: string
  /** What a person reads, without scripts and `noscript`, at most 20 000 characters. */
  text: string
  noscript: string
  forms: readonly Form[]
  /** Controls that belong to no form: only a script can use them. */
  orphans: readonly Control[]
  links: readonly Link[]
  navigations: readonly Navigation[]
  /** URLs of frames. */
  frames: readonly string[]
  /** The inline scripts, joined. */
  script: string
  /** How many script elements there are, external ones included. */
  scripts: number
  /** The forms in which a captcha stands; undefined for one outside any form. */
  captchas: readonly (Form | undefined)[]
  /** Every element, for selectors. */
  tags: readonly Tag[]
}

/** Reads HTML: its forms, links and texts, and where it sends the browser by itself. Never throws; linear in the HTML's length. */
export function readPage(html: string, url: string): Page {
  const root = parseHtml(html)
  const places = walk(root)
  const all = (...tags: string[]) => places.filter(({ tag }) => tags.includes(tag))
  const baseHref = all('base')
    .find(({ attributes }) => attributes.has('href'))
    ?.attributes.get('href')
  const base = (baseHref && resolveUrl(baseHref.trim(), url)) ?? url
  const resolve = (reference: string) => resolveUrl(reference.trim(), base)
  const { forms, formOf, orphans } = readForms(places, resolve, url)
  const links = all('a', 'area').map((place) => readLink(place, resolve))
  const script = programOf(places)
  return {
    url,
    title: all('title').slice(0, 1).map(plainText).join(''),
    language: (all('html')[0]?.attributes.get('lang') ?? '').toLowerCase(),
    text: textOf(root, 20_000),
    noscript: all('noscript').slice(0, 10).map(plainText).join(' '),
    forms,
    orphans,
    links,
    navigations: [...all('meta').flatMap((place) => refresh(place, resolve)), ...scripted(stepsOf(script), forms, links, resolve)],
    frames: all('iframe', 'frame').flatMap(({ attributes }) => resolve(attributes.get('src') || 'about:blank') ?? []),
    script,
    scripts: all('script').length,
    captchas: places.filter(isCaptcha).map(({ form }) => form && formOf.get(form)),
    tags: places,
  }
}

const captchaClass = /(?:^|\s)(?:g-recaptcha|h-captcha|cf-turnstile|frc-captcha|captcha)(?:\s|$)/

function isCaptcha({ tag, attributes, hidden }: Place): boolean {
  if (attributes.has('data-sitekey') || captchaClass.test(attributes.get('class') ?? '') || tag === 'altcha-widget') return true
  return (
    tag === 'input' &&
    !hidden &&
    attributes.get('type') !== 'hidden' &&
    /captcha/i.test(`${attributes.get('name')} ${attributes.get('id')}`)
  )
}

type Resolve = (reference: string) => string | undefined

const plainText = ({ element }: { element: Element }): string => textOf(element, 1000, new Set(['script', 'style']))

function readLink({ tag, attributes, element }: Place, resolve: Resolve): Link {
  const href = attributes.get('href')
  const url = href === undefined || /^\s*(javascript:|#)/i.test(href) ? undefined : resolve(href)
  return {
    tag,
    attributes,
    url,
    text: textOf(element, 200) || (attributes.get('aria-label') ?? attributes.get('title') ?? '').slice(0, 200),
  }
}

const programTypes = /^(|module|(text|application)\/(x-)?(java|ecma)script)$/i

/** All inline scripts and what runs when the body is loaded, as one program. */
function programOf(places: readonly Place[]): string {
  const inline = places.filter(
    ({ tag, attributes }) => tag === 'script' && !attributes.has('src') && programTypes.test(attributes.get('type')?.trim() ?? ''),
  )
  const handlers = places.flatMap(({ tag, element }) => (tag === 'body' ? (attribute(element, 'onload') ?? []) : []))
  const texts = inline.map(({ element }) => rawText(element))
  return [...texts, ...handlers.map((handler) => handler.replace(/^\s*javascript:/i, ''))].join('\n;\n').slice(0, 200_000)
}

/** Reads what `Refresh` and `http-equiv=refresh` hold: seconds, then perhaps a URL (HTML, declarative refresh). Without URL it is none. */
export function readRefresh(content: string): { seconds: number; url: string } | undefined {
  const match = /^\s*(\d+)(?:\.[\d.]*)?\s*(?:[;,]\s*|\s+)(?:url\s*=\s*)?(?:"([^"]*)"?|'([^']*)'?|(.*))/is.exec(content.slice(0, 10_000))
  const url = match && (match[2] ?? match[3] ?? match[4] ?? '').trim()
  return url ? { seconds: Number(match[1]), url } : undefined
}

function refresh({ attributes, noscript }: Place, resolve: Resolve): Navigation[] {
  if (attributes.get('http-equiv')?.trim().toLowerCase() !== 'refresh') return []
  const found = readRefresh(attributes.get('content') ?? '')
  const url = found && resolve(found.url)
  return url ? [{ via: 'refresh', url, seconds: found.seconds, ...(noscript ? { noscript } : {}) }] : []
}

function scripted(steps: readonly ScriptStep[], forms: readonly Form[], links: readonly Link[], resolve: Resolve): Navigation[] {
  return steps.flatMap((step): Navigation[] => {
    if (step.does === 'go') return optional(resolve(step.url), (url) => ({ via: 'script', url }))
    const match = matcher(step)
    if (step.does === 'submit')
      return optional(step.by === 'number' ? forms[Number(step.of)] : forms.find(match), (form) => ({ via: 'form', form }))
    const link = links.find(match)
    if (link?.url) return [{ via: 'script', url: link.url }]
    const form = forms.find(({ controls }) => controls.some((control) => isSubmit(control) && match(control)))
    return optional(form, (one) => ({ via: 'form', form: one, submitter: one.controls.find(match)! }))
  })
}

const optional = <T, N>(value: T | undefined, make: (value: T) => N): N[] => (value === undefined ? [] : [make(value)])

function matcher(step: Exclude<ScriptStep, { does: 'go' }>): (tag: Tag) => boolean {
  const by = (name: string) => (tag: Tag) => tag.attributes.get(name) === step.of
  if (step.by === 'selector') return selector(step.of) ?? (() => false)
  if (step.by === 'id') return by('id')
  if (step.by === 'name') return by('name')
  return (tag) => by('id')(tag) || by('name')(tag)
}
