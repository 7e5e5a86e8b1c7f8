import type { Target } from '../target/target.ts'
import { accessToken, active, issued, refreshToken, served } from '../verify/index.ts'
import type { Bench, Client, Evidence, Exchange, Need } from './contract.ts'

type WholeBench = Bench & { second?: Client; publicClient?: Client }

/** What the closing conversation asks beside a token: what the scenario needs, and what worked in it although it could have done without. */
export function toAskAgain(needs: readonly Need[], { endpoints, resource }: Target, exchanges: readonly Exchange[]): Need[] {
  const worked = (url: string | undefined, check: (answer: Exchange) => boolean) =>
    exchanges.some((exchange) => exchange.request.url === url && check(exchange))
  return [
    ...needs,
    ...(worked(endpoints.introspection_endpoint, active) ? (['introspection'] as const) : []),
    ...(worked(resource?.url, served) ? (['resource'] as const) : []),
    ...(worked(endpoints.token_endpoint, (answer) => isRefresh(answer) && issued(answer)) ? (['refresh_token'] as const) : []),
  ]
}

const isRefresh = ({ request }: Exchange) => new URLSearchParams(request.body).get('grant_type') === 'refresh_token'

/** The honest conversation that ends a scenario without cases: it shows that whatever answered the scenario still serves honest clients. */
export async function honestConversation(t: WholeBench, needs: readonly Need[]): Promise<Evidence> {
  const { access_token, answer } = await t.client.tokens()
  const steps: Record<string, Exchange> = { tokens: answer }
  const refresh_token = refreshToken(answer)
  if (needs.includes('introspection')) steps['introspection'] = await t.client.introspect({ token: access_token })
  if (needs.includes('resource')) steps['resource'] = await t.client.resource({ access_token })
  if (needs.includes('refresh_token') && refresh_token) steps['refresh'] = await t.client.refresh({ refresh_token })
  if (needs.includes('second_client') && t.second) steps['second'] = (await t.second.tokens()).answer
  if (needs.includes('public_client') && t.publicClient) steps['public'] = (await t.publicClient.tokens()).answer
  return steps
}

const expectations: Readonly<Record<string, (answer: Exchange) => boolean>> = {
  tokens: issued,
  refresh: issued,
  second: issued,
  public: issued,
  introspection: active,
  resource: served,
}

/** Whether every step of the closing conversation worked, and the needed ones are there. */
export function conversationHeld(evidence: Evidence, needs: readonly Need[]): boolean {
  const steps = evidence as Readonly<Record<string, Exchange | undefined>>
  const wanted: string[] = ['tokens']
  if (needs.includes('introspection')) wanted.push('introspection')
  if (needs.includes('resource')) wanted.push('resource')
  if (needs.includes('second_client')) wanted.push('second')
  if (needs.includes('public_client')) wanted.push('public')
  return (
    wanted.every((name) => steps[name]) &&
    !sharedToken([steps['tokens'], steps['second'], steps['public']]) &&
    Object.entries(steps).every(([name, answer]) => !answer || (expectations[name]?.(answer) ?? false))
  )
}

/** Two clients that get one token got it from something in front of the server that serves answers again. */
function sharedToken(answers: readonly (Exchange | undefined)[]): boolean {
  const tokens = answers.map(accessToken).filter(Boolean)
  return new Set(tokens).size < tokens.length
}
