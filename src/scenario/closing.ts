import { active, issued, refreshToken, served } from '../verify/index.ts'
import type { Bench, Client, Evidence, Exchange, Need } from './contract.ts'

type WholeBench = Bench & { second?: Client; publicClient?: Client }

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
    Object.entries(steps).every(([name, answer]) => !answer || (expectations[name]?.(answer) ?? false))
  )
}
