import { type Exchange, header, headerValues } from '../http/exchange.ts'
import { aroundMarks } from '../http/marks.ts'
import { resolveUrl } from '../http/message.ts'
import { type Form, isButton, isSubmit, successfulControls } from './form.ts'
import type { Landing } from './landing.ts'
import { type Navigation, type Page, readPage, readRefresh } from './page.ts'

/** A way in which a response makes a browser go on, or could by one click on a form that holds nothing but hidden fields. */
export interface Going {
  via: NonNullable<Landing['via']>
  /** As the server wrote it, or made absolute where it was relative. */
  url: string
  /** What a form posts there. */
  body?: [string, string][]
  /** It waits for a click, or shows the target inside the page: a delivery only with a response for the client. */
  unsure?: true
}

/** A page that goes on later than this many seconds stays as far as a user is concerned. */
export const longestRefresh = 60

/** Whether a response is shown as an HTML page. */
export function isHtml(response: NonNullable<Exchange['response']>): boolean {
  const type = header(response, 'content-type')?.trim().toLowerCase()
  return type === undefined || type === '' ? /^\s*</.test(response.body) : /^(text\/html|application\/xhtml\+xml)\b/.test(type)
}

const pages = new WeakMap<Exchange, Page>()

/** The page that a response shows, read once; undefined where it shows none. */
export function pageOf(exchange: Exchange): Page | undefined {
  const { response, request } = exchange
  if (response === undefined || !isHtml(response)) return undefined
  const page = pages.get(exchange) ?? readPage(response.body, request.url)
  pages.set(exchange, page)
  return page
}

/** The `Location` values of a redirect: any 3xx but 304. In other responses `Location` is no navigation (RFC 9110 10.2.2). */
export function locations({ response }: Exchange): string[] {
  const { status = 0 } = response ?? {}
  return status >= 300 && status < 400 && status !== 304 ? headerValues(response, 'location').map((value) => value.trim()) : []
}

/** Every way in which a response makes the browser go on, in the order of precedence. */
export function goings(exchange: Exchange): Going[] {
  const { response, request } = exchange
  if (response === undefined) return []
  const redirects = locations(exchange)
  if (redirects.length > 0) return redirects.map((url) => ({ via: 'location', url: absolute(url, request.url) }))
  const page = pageOf(exchange)
  return [...refreshes(exchange), ...(page ? ofPage(page) : [])]
}

function refreshes({ response, request }: Exchange): Going[] {
  return headerValues(response, 'refresh').flatMap((value) => {
    const found = readRefresh(value)
    return found && found.seconds <= longestRefresh ? [{ via: 'refresh' as const, url: absolute(found.url, request.url) }] : []
  })
}

function ofPage(page: Page): Going[] {
  const only = page.forms.length === 1 ? page.forms[0] : undefined
  const waiting = only && isRelay(only) ? ofForm(only) : []
  const frames = page.frames.map((url): Going => ({ via: 'frame', url, unsure: true }))
  return [...page.navigations.flatMap(ofNavigation), ...waiting.map((one): Going => ({ ...one, unsure: true })), ...frames]
}

function ofNavigation(navigation: Navigation): Going[] {
  if (navigation.via === 'form') return ofForm(navigation.form, navigation)
  if (navigation.via === 'refresh' && navigation.seconds > longestRefresh) return []
  return [{ via: navigation.via, url: navigation.url }]
}

function ofForm(form: Form, { submitter }: { submitter?: Parameters<typeof successfulControls>[2] } = {}): Going[] {
  if (form.action === undefined || form.method === 'DIALOG') return []
  const fields = successfulControls(form, new Map(), submitter)
  if (form.method === 'POST') return [{ via: 'form', url: form.action, body: fields }]
  return [{ via: 'form', url: `${form.action.split(/[?#]/)[0]}?${formText(fields)}` }]
}

const formText = (pairs: readonly [string, string][]): string => pairs.map((pair) => pair.map(encoded).join('=')).join('&')
const encoded = (text: string): string => aroundMarks(text, (part) => new URLSearchParams([['', part]]).toString().slice(1))

/** A form that only carries values on: hidden fields and at most a button for browsers without scripts. */
const isRelay = ({ controls }: Form): boolean =>
  controls.length > 0 &&
  controls.every((control) => control.type === 'hidden' || isButton(control)) &&
  controls.filter(isSubmit).length <= 1

/** A reference with a scheme stays as the server wrote it. */
const absolute = (reference: string, base: string): string =>
  /^[a-z][a-z0-9+.-]*:/i.test(reference) ? reference : (resolveUrl(reference, base) ?? reference)
