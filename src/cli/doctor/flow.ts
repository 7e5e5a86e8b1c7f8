import type { Exchange } from '../../http/exchange.ts'
import { adviceOn } from '../../report/advice.ts'
import { firstFlow } from '../../scenario/first-flow.ts'
import { Lane } from '../../scenario/lanes.ts'
import type { Site } from '../../scenario/site.ts'
import { readPage } from '../../user-agent/page.ts'
import { type Check, notTried, ok, problem } from './check.ts'

const signIn = 'sign-in'
const token = 'first token'

/** Signs in and gets a code, and a token where the client is known: the flow that a run begins with. */
export async function checkFlow(site: Site, clientKnown: boolean): Promise<Check[]> {
  const flow = await firstFlow(site, new Lane(site), clientKnown ? 'tokens' : 'code')
  const [user = 'the user'] = Object.keys(site.target.users)
  const signedIn = ok(signIn, `${user} signed in, and the client got a code`)
  if (flow.ok) return [signedIn, clientKnown ? ok(token, 'came for the first code') : notTried(token, 'the client is not known')]
  const told = { reason: flow.reason ?? 'unknown', exchanges: flow.exchanges }
  const last = flow.exchanges.at(-1)
  if (last?.channel === 'back') return [signedIn, problem(token, { found: told.reason, why: whyFlow, fix: [adviceOn(told)] })]
  const looked = last && !/an error page of the server/.test(told.reason) ? pageOf(last) : undefined
  const found = looked === undefined ? told.reason : `${told.reason}. ${looked}`
  return [problem(signIn, { found, why: whyFlow, fix: [adviceOn(told)] }), notTried(token, 'no code')]
}

const whyFlow = 'What a server refuses says nothing before what it has to grant works.'

/** What a person would have seen on the last page. Secrets in it are marks. */
function pageOf({ request, response }: Exchange): string | undefined {
  if (!response || !/^\s*</.test(response.body)) return undefined
  const { title, text } = readPage(response.body, request.url)
  const words = text.replaceAll(/\s+/g, ' ').trim()
  return `The page "${title.trim()}" (status ${response.status}) reads: "${words.length > 240 ? `${words.slice(0, 240)}…` : words}"`
}
