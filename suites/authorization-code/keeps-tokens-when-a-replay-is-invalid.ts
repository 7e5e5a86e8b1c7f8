import { active, type Exchange, issued, type Mark, nothingIssued, randomVerifier, scenario, survived } from '#harness'

export default scenario({
  title: 'A used code that comes with a wrong verifier, or from another client, does not end the tokens of its client.',
  why: 'Codes pass through browsers, logs and histories. If showing a used one is enough to end the tokens that it gave, anybody who sees codes can sign users out. OAuth 2.1 7.5.2.',
  fix: 'Check client, redirect_uri and code_verifier of a token request first, and revoke for a used code only when all of them are right.',
  requirements: ['oauth21-7.5.2-invalid-replay-does-not-revoke'],
  needs: ['authorization_code', 'pkce_s256', 'second_client'],
  alone: true,
  detects: ['revokes-tokens-at-invalid-replay'],
  async act({ client, second, has, skip }) {
    const theirs = (await second.tokens()).answer
    const afterReplay = async (replay: (code: Mark) => Promise<Exchange>) => {
      const code = await client.code()
      const { access_token, refresh_token } = await client.tokens({ code })
      const introspect = () => client.introspect({ token: access_token })
      const known = has('introspection') && active(await introspect())
      const replayed = await replay(code)
      const probes = known ? [await introspect()] : []
      if (refresh_token) probes.push(await client.refresh({ refresh_token }))
      if (probes.length === 0) skip('nothing shows whether a token is alive', 'clients.client.introspection, or scopes.refresh')
      return { replayed, probes }
    }
    const wrong = await afterReplay((code) => client.token({ code, code_verifier: randomVerifier() }))
    const other = await afterReplay((code) => second.token({ code }))
    return { theirs, replays: [wrong.replayed, other.replayed], probes: [...wrong.probes, ...other.probes] }
  },
  control: ({ theirs }) => issued(theirs),
  verify: ({ replays, probes }) => [...probes.flatMap(survived), ...replays.flatMap(nothingIssued)],
})
