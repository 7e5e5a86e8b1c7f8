import { curlOf } from '../../http/curl.ts'
import type { Exchange, Outcome } from '../../scenario/contract.ts'
import type { ScenarioResult } from '../../scenario/result.ts'
import { printable } from '../printable.ts'
import { outlined } from '../shown.ts'
import { lasting } from '../words.ts'
import { type Act, actsOf, type Recorded } from './acts.ts'
import type { Album, ShownPicture } from './album.ts'
import { messageText } from './client/text.js'
import { printableLines } from './markup.ts'
import { isGrave } from './outcomes.ts'
import { picturesIn } from './pictures.ts'
import { type Step, stepsOf } from './steps.ts'

/** No body is shown beyond this, nor is more of it in the page. */
const longestBody = 20_000

/** An exchange as the page shows it. All but `exchange` is printable text, and is put into the page as text. */
interface ShownExchange {
  outline: string
  how: string
  /** How the messages are shown where that is not simply what `exchange` says. */
  request?: string
  response?: string
  curl: string
  steps: Step[]
  /** As it was recorded, for whoever takes it away as HAR; a long body is cut. */
  exchange: Exchange
}

/** One stretch of a scenario as the page shows it. `decisive`: the exchange that a grave outcome rests on. */
export interface ShownAct {
  name: string
  outcome?: Outcome
  decisive?: number
  open?: true
  exchanges: ShownExchange[]
  pictures: ShownPicture[]
}

/** What a scenario shows of its exchanges when it is opened; the act that tells most is open. */
export function shownActs(result: Recorded & Pick<ScenarioResult, 'outcome'>, redirectUris: readonly string[], album: Album): ShownAct[] {
  const acts = actsOf(result)
  const telling = acts.findIndex(({ row }) => row && (!isGrave(result.outcome) || row.outcome === result.outcome))
  return acts.map((act, i) => ({ ...shownAct(act, redirectUris, album), ...(i === Math.max(0, telling) && { open: true }) }))
}

function shownAct({ name, row, exchanges, evidence }: Act, redirectUris: readonly string[], album: Album): ShownAct {
  return {
    name: printable(name),
    ...(row && { outcome: row.outcome }),
    ...(row?.exchange !== undefined && isGrave(row.outcome) && { decisive: row.exchange }),
    exchanges: exchanges.map((exchange) => shownExchange(exchange, redirectUris)),
    pictures: picturesIn(evidence).map(album.shown),
  }
}

function shownExchange(exchange: Exchange, redirectUris: readonly string[]): ShownExchange {
  const request = shownRequest(exchange)
  const response = shownResponse(exchange)
  return {
    outline: printable(outlined(exchange)),
    how: howOf(exchange),
    ...(request !== undefined && { request }),
    ...(response !== undefined && { response }),
    curl: curlOf(exchange),
    steps: stepsOf(exchange, redirectUris),
    exchange: shortened(exchange),
  }
}

function howOf({ channel, ms, retries }: Exchange): string {
  const sender = channel === 'front' ? 'Sent for the user agent' : 'Sent by the client'
  return `${sender}, ${lasting(ms)}${retries === undefined ? '' : `, at try ${retries + 1}`}`
}

const shownRequest = ({ request }: Exchange): string | undefined => unlessPlain(messageText(`${request.method} ${request.url}`, request))

function shownResponse({ response, failure, detail }: Exchange): string | undefined {
  if (!response) return printable([failure ?? 'no answer', detail].filter(Boolean).join(': '))
  const text = messageText(`${response.status}`, response)
  if (!response.cut) return unlessPlain(text)
  return `${printableLines(text)}\n\n(${printable(['the body was cut', detail].filter(Boolean).join(': '))})`
}

/** A text as it may be shown; undefined where it may be shown as it is, so that it is not in the page twice. */
function unlessPlain(text: string): string | undefined {
  const shown = printableLines(text)
  return shown === text ? undefined : shown
}

function shortened(exchange: Exchange): Exchange {
  const { response } = exchange
  if (!response || response.body.length <= longestBody) return exchange
  return { ...exchange, response: { ...response, body: response.body.slice(0, longestBody), cut: true } }
}
