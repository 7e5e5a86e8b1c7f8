import type { Message } from '../../http/exchange.ts'
import { formPairs } from '../../http/message.ts'
import { anotherSite } from '../requests.ts'
import type { Framing } from '../screen.ts'

/** Sandboxed, a page keeps its origin and its forms, and loses what would free it. */
const sandboxes: Readonly<Record<Framing, string>> = {
  frame: '',
  held_frame: ' sandbox="allow-forms allow-scripts allow-same-origin"',
  scriptless_frame: ' sandbox="allow-forms allow-same-origin"',
}

/** A page of another site that frames pages of this URL's server. It comes by the same scheme, so that no content is mixed. */
export function framingPage(url: string, staging: Framing): { url: string; html: string } {
  return {
    url: siteBeside(url),
    html: `<!doctype html><html lang="en"><title>A page of another site</title><h1>A page of another site</h1>
<iframe${sandboxes[staging]} style="width:90vw;height:80vh"></iframe>`,
  }
}

/** A page of another site with a form that is sent at once. Marks are opened: the browser sends true values. */
export function sendingPage(
  { method, url, query, body }: Message,
  foreign: true | 'silent',
  open: (text: string, where?: 'url') => string,
): { url: string; html: string } {
  const action = open(url, 'url')
  const fields = method === 'GET' ? query : typeof body === 'string' ? formPairs(body) : body
  const inputs = fields.map((field) => {
    const [name, value] = field.map((text) => escaped(open(text)))
    return `<input type="hidden" name="${name}" value="${value}">`
  })
  return {
    url: siteBeside(action),
    html: `<!doctype html><html lang="en"><meta name="referrer" content="${foreign === 'silent' ? 'no-referrer' : 'strict-origin-when-cross-origin'}">
<title>A page of another site</title><form method="${method}" action="${escaped(action)}">${inputs.join('')}</form>
<script>HTMLFormElement.prototype.submit.call(document.forms[0])</script>`,
  }
}

/** The first message of a window: it is heard, or nothing is. */
export const probe = 'whether anything is heard at all'

/** A page of another site with a button that opens a window. It keeps the handle, `opened`, passes on what is posted to it, as JSON, and answers the first
 *  messages, as a page that wants to be taken for the client: by the same, and by what draft-sakimura-oauth-wmrm has the client answer. */
export const openingPage = (ear: string): { url: string; html: string } => ({
  url: `${anotherSite}/`,
  html: `<!doctype html><html lang="en"><title>A page of another site</title><h1>A page of another site</h1>
<button onclick="opened = open('about:blank', '_blank', 'popup,width=800,height=600')">Open</button>
<script>
const plain = (_, value) => value instanceof Map ? Object.fromEntries(value) : value instanceof Set ? [...value] : value
const asText = (data) => { try { return JSON.stringify(data, plain) ?? String(data) } catch { return String(data) } }
let answers = 3
addEventListener('message', ({ origin, data, ports, source }) => {
  ${ear}(origin, asText(data))
  if (data !== ${JSON.stringify(probe)} && answers-- > 0) for (const answer of [data, { type: 'relay_response' }]) source?.postMessage(answer, '*')
  for (const port of ports) port.onmessage = (event) => ${ear}(origin, asText(event.data))
})
</script>`,
})

const siteBeside = (url: string): string => `${new URL(url).protocol}//${new URL(anotherSite).host}/`
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
