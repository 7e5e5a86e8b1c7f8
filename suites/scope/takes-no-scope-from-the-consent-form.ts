import { arrivedWithCode, lacksScope, noCode, scenario, shownGrant, waysToAskAgain } from '#harness'

export default scenario({
  title: 'The consent form takes scopes away and adds none.',
  why: 'The form comes from the user’s browser. If its fields are granted as they come, whoever can change it gives a client rights that its registration excludes, after all checks. RFC 7591 2, RFC 6749 3.3.',
  fix: 'Grant the ticked scopes only as far as the checked request holds them.',
  requirements: ['rfc7591-2-client-scope-limit'],
  needs: ['authorization_code', 'scope_not_allowed'],
  detects: ['takes-scope-from-consent-form'],
  async act(t) {
    const { client, scopes, skip } = t
    const honest = await client.asked().authorize()
    const ask = () => skip('the server did not ask for consent', waysToAskAgain)
    if (!honest.answered?.includes('consent')) return ask()
    const excluded = scopes.notAllowed ?? ''
    const landing = await client.asked().interfere('consent', {
      change: (form) => {
        const fields = typeof form.body === 'string' ? [] : form.body
        const names = fields.filter(([, value]) => scopes.grantable.includes(value)).map(([name]) => name)
        return { ...form, body: [...fields, ...[...new Set([...names, 'scope'])].map((name): [string, string] => [name, excluded])] }
      },
    })
    if (!landing.answered?.includes('consent')) return ask()
    if (!landing.code) return { honest, excluded, landing }
    return { honest, excluded, landing, grant: await shownGrant(t, client, await client.token({ code: landing.code })) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ excluded, landing, grant }, { facts }) => (grant ? lacksScope(grant, excluded, facts) : noCode(landing)),
})
