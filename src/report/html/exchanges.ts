import { curlOf } from '../../http/curl.ts'
import type { Exchange, Outcome } from '../../scenario/contract.ts'
import type { ScenarioResult } from '../../scenario/result.ts'
import { printable } from '../printable.ts'
import { outlined } from '../shown.ts'
import { lasting } from '../terminal/paper.ts'
import { type Act, actsOf } from './acts.ts'
import { printableLines } from './markup.ts'
import { isGrave } from './outcomes.ts'
import { type Picture, picturesIn } from './pictures.ts'
import { type Step, stepsOf } from './steps.ts'

/** An exchange as the page shows it. All of it is printable text, and is put into the page as text. */
export interface ShownExchange {
  n: number
  outline: string
  how: string
  request: string
  response: string
  curl: string
  steps: Step[]
}

/** One stretch of a scenario as the page shows it. `decisive`: the exchange that a grave outcome rests on. */
export interface ShownAct {
  name: string
  outcome?: Outcome
  decisive?: number
  open?: true
  exchanges: ShownExchange[]
  pictures: Picture[]
}

/** What a scenario shows of its exchanges when it is opened; the act that tells most is open. */
export function shownActs(result: ScenarioResult, redirectUris: readonly string[]): ShownAct[] {
  const acts = actsOf(result)
  const telling = acts.findIndex(({ row }) => row && (!isGrave(result.outcome) || row.outcome === result.outcome))
  return acts.map((act, i) => ({ ...shownAct(act, redirectUris), ...(i === Math.max(0, telling) && { open: true }) }))
}

function shownAct({ name, row, exchanges }: Act, redirectUris: readonly string[]): ShownAct {
  return {
    name: printable(name),
    ...(row && { outcome: row.outcome }),
    ...(row?.exchange !== undefined && isGrave(row.outcome) && { decisive: row.exchange }),
    exchanges: exchanges.map((exchange) => shownExchange(exchange, redirectUris)),
    pictures: row ? picturesIn(row.evidence) : [],
  }
}

function shownExchange(exchange: Exchange, redirectUris: readonly string[]): ShownExchange {
  const { n, request, response, failure, detail } = exchange
  const why = [response ? 'the body was cut' : (failure ?? 'no answer'), detail].filter(Boolean).join(': ')
  return {
    n,
    outline: printable(outlined(exchange)),
    how: howOf(exchange),
    request: written(`${request.method} ${request.url}`, request),
    response: response ? written(`${response.status}`, response) + (response.cut ? `\n\n(${printable(why)})` : '') : printable(why),
    curl: curlOf(exchange),
    steps: stepsOf(exchange, redirectUris),
  }
}

function howOf({ channel, ms, retries }: Exchange): string {
  const sender = channel === 'front' ? 'Sent for the user agent' : 'Sent by the client'
  return `${sender}, ${lasting(ms)}${retries === undefined ? '' : `, at try ${retries + 1}`}`
}

const written = (first: string, { headers, body }: { headers: Exchange['request']['headers']; body?: string }): string =>
  printableLines([first, ...headers.map(([name, value]) => `${name}: ${value}`), ...(body ? ['', body] : [])].join('\n'))
