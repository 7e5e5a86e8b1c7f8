import { arrivedWithCode, broken, held, noted, scenario, stillAsks, uriScheme } from '#harness'

export default scenario({
  title: 'A native client that cannot prove who it is does not get a code without the user’s consent.',
  why: 'Any program on the device can claim a custom scheme or a loopback port. A silent answer to a request under a known client_id hands it the user’s account (RFC 8252 8.6).',
  fix: 'Ask for consent each time unless the client’s identity is assured, for instance by a claimed https redirection URI.',
  requirements: ['rfc8252-8.6-no-auto-approval-public'],
  needs: ['authorization_code', 'public_client'],
  session: 'own',
  detects: [
    'skips-consent-of-public-client',
    'keeps-consent-to-native-clients-for-good',
    'remembers-consent-of-any-scope',
    'remembers-consent-of-any-client',
  ],
  async act({ publicClient, scopes, skip }) {
    if (publicClient.application_type === 'web')
      skip('the public client is a web application', "clients.public_client.application_type: 'native', for a client that is one")
    if (uriScheme(publicClient.redirect_uri) === 'https')
      skip('the public client has a claimed https redirection URI', 'clients.public_client.redirect_uris: a loopback or custom-scheme URI')
    const scope = scopes.grantable.at(-1)
    const first = await publicClient.asked().authorize({ scope })
    return { first, again: await publicClient.authorize({ scope }) }
  },
  control: ({ first }) => arrivedWithCode(first),
  verify({ first, again }) {
    const n = again.hops.at(-1)?.n
    if (again.answered?.length) return [held('the user was asked again', n)]
    if (!again.code) return stillAsks(again)
    if (!first.answered?.includes('consent')) return [noted('the user was never asked for consent: this client is pre-approved', n)]
    return [broken('the user is asked again', 'a code without asking', n)]
  },
})
