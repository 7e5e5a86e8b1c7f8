import type { Message } from '../http/exchange.ts'
import type { Alteration } from './alter.ts'

/** `undefined` omits a parameter, an array repeats it, a string sets it; a function gets the whole message. */
export type MessageChange<Tools> =
  | { readonly [parameter: string]: string | readonly string[] | undefined }
  | ((message: Message, tools: Tools) => Message)

/** What the ready-made changes use of a scenario's tools. */
export interface EditTools {
  alter(mark: string, how: Alteration): string
  skip(reason: string, provide: string): never
}
/** A ready-made change of a whole message. */
export type Edit = (message: Message, tools: EditTools) => Message

type Pairs = [string, string][]
type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>

/** Applies changes in their order. Parameters keep their places; new ones come last. Those of a GET are in the query, others in the body. */
export function changed<Tools>(message: Message, changes: readonly MessageChange<Tools>[], tools: Tools): Message {
  let now = message
  for (const change of changes) now = typeof change === 'function' ? change(now, tools) : withChanged(now, change)
  return now
}

function withChanged(message: Message, change: Parameters): Message {
  const place = placeOf(message)
  const pairs = message[place]
  return typeof pairs === 'string' ? message : { ...message, [place]: withParameters(pairs, change) }
}

/** The parameters of a message: of the body if it is a form with any, else of the query. */
export function parameters(message: Message): Pairs {
  const pairs = message[placeOf(message)]
  return typeof pairs === 'string' ? [] : pairs
}

/** The first value of a parameter. */
export const parameter = (message: Message, name: string): string | undefined => parameters(message).find(([key]) => key === name)?.[1]

/** Makes a parameter's value from the honest one. */
export const mapped =
  (name: string, make: (value: string, tools: EditTools) => string | readonly string[]): Edit =>
  (message, tools) =>
    changed(message, [{ [name]: make(parameter(message, name) ?? '', tools) }], tools)

/** Several changes as one, in their order. */
export const inTurn =
  (...changes: readonly MessageChange<EditTools>[]): Edit =>
  (message, tools) =>
    changed(message, changes, tools)

/** Several changes as one. */
export const together =
  (...changes: MessageChange<EditTools>[]): Edit =>
  (message, tools) =>
    changed(message, changes, tools)

const placeOf = (message: Message): 'query' | 'body' =>
  typeof message.body !== 'string' && (message.body.length > 0 || !/^(?:GET|HEAD)$/.test(message.method)) ? 'body' : 'query'

function withParameters(pairs: Pairs, change: Parameters): Pairs {
  let result = pairs
  for (const [name, value] of Object.entries(change)) {
    const wanted: Pairs = (value === undefined ? [] : typeof value === 'string' ? [value] : value).map((one) => [name, one])
    const first = result.findIndex(([key]) => key === name)
    const others = result.filter(([key]) => key !== name)
    const at = first < 0 ? others.length : result.slice(0, first).filter(([key]) => key !== name).length
    result = [...others.slice(0, at), ...wanted, ...others.slice(at)]
  }
  return result
}
