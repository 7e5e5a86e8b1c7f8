/** One request of a run and its answer, as they went over the wire. */
export interface Take {
  /** `pkce/rejects-wrong-code-verifier 4`: whose record, and which number in it. */
  of: string
  method: string
  /** Path and query. */
  path: string
  headers: [name: string, value: string][]
  body: string
  answer: { status: number; headers: [name: string, value: string][]; body: string }
  /** From the last byte of the request to the last of the answer, in milliseconds, as the server took it. */
  serviceMs: number
}

/** The header field that says which take a request is. */
export const takeField = 'x-grantproof-take'

/** A recorded run. It answers each request as it was answered then; only `state`, which every run makes anew, comes back as it is now. */
export class Tape {
  readonly #takes: ReadonlyMap<string, Take>
  /** By scenario: what stood in the place of a state of today. */
  readonly #states = new Map<string, Map<string, string>>()

  constructor(takes: readonly Take[]) {
    this.#takes = new Map(takes.map((take) => [take.of, take]))
  }

  /** The recorded answer to a request, or undefined for one that the recorded run did not make. */
  answer(of: string, path: string, body: string): Pick<Take, 'answer' | 'serviceMs'> | undefined {
    const take = this.#takes.get(of)
    if (!take) return undefined
    const states = this.#statesOf(of)
    const [then, now] = [stateIn(take.path, take.body), stateIn(path, body)]
    if (then !== undefined && now !== undefined && then !== now) states.set(then, now)
    return { answer: withStates(take.answer, states), serviceMs: take.serviceMs }
  }

  #statesOf(of: string): Map<string, string> {
    const scenario = of.slice(0, of.lastIndexOf(' '))
    const known = this.#states.get(scenario) ?? new Map<string, string>()
    this.#states.set(scenario, known)
    return known
  }
}

/** The `state` of an authorization request as it is written there, if it is long enough to be known again. */
function stateIn(path: string, body: string): string | undefined {
  const written = /(?:^|[?&])state=([^&#]+)/.exec(path)?.[1] ?? /(?:^|&)state=([^&]+)/.exec(body)?.[1]
  return written !== undefined && written.length >= 16 ? written : undefined
}

function withStates(answer: Take['answer'], states: ReadonlyMap<string, string>): Take['answer'] {
  if (states.size === 0) return answer
  const today = (text: string): string => [...states].reduce((done, [then, now]) => done.replaceAll(then, now), text)
  return {
    status: answer.status,
    headers: answer.headers.map(([name, value]) => [name, name.toLowerCase() === 'location' ? today(value) : value]),
    body: today(answer.body),
  }
}
