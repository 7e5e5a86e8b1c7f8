import type { Message } from '../http/exchange.ts'
import type { Edit } from './change.ts'

/** A form as it was posted: what a forgery is made of. */
export interface PostedForm {
  url: string
  body?: string
}

/** The last form that was posted in a flow. */
export const postedForm = ({
  hops,
}: {
  hops: readonly { request: { method: string; url: string; body?: string } }[]
}): PostedForm | undefined => hops.findLast(({ request }) => request.method === 'POST')?.request

/** A form as somebody writes it who never saw the user's: without the fields and parameters that differ from those of another user's form, and with that one's path. */
export function withoutSecretsOf(mine: PostedForm, theirs: PostedForm): Edit {
  const known = { body: pairsOf(theirs.body), query: pairsOf(queryOf(theirs.url)) }
  const differs = (of: string, place: keyof typeof known) =>
    new Set(pairsOf(of).flatMap(([name, value]) => (known[place].some((pair) => pair[0] === name && pair[1] === value) ? [] : [name])))
  const [fields, parameters] = [differs(mine.body ?? '', 'body'), differs(queryOf(mine.url), 'query')]
  return (message: Message) => ({
    ...message,
    url: theirs.url.split(/[?#]/)[0]!,
    query: [...pairsOf(queryOf(message.url)), ...message.query].filter(([name]) => !parameters.has(name)),
    body: typeof message.body === 'string' ? message.body : message.body.filter(([name]) => !fields.has(name)),
  })
}

const pairsOf = (text = ''): [string, string][] => [...new URLSearchParams(text)]
const queryOf = (url: string): string => url.split('#')[0]!.split('?').slice(1).join('?')
