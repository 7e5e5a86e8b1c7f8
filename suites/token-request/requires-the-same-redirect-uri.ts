import { about, boundByPkce, issued, mapped, refused, scenario } from '#harness'

export default scenario({
  title: 'A code is redeemed only with the redirect_uri of its authorization request.',
  why: 'An attacker who made the victim authorize with another redirection URI is found out here, at the last moment (RFC 6749 4.1.3, 10.6).',
  fix: 'Store redirect_uri with the code when the authorization request had one, and answer invalid_grant unless the token request repeats it exactly.',
  requirements: ['rfc6749-4.1.3-redirect-uri-identical', 'rfc6749-4.1.3-redirect-uri-required-if-sent'],
  needs: ['authorization_code'],
  cases: {
    'a URI on another host': {
      change: { redirect_uri: 'https://attacker.example/callback' },
      accepts: ['invalid_grant'],
      detects: ['ignores-redirect-uri-at-token-endpoint'],
    },
    'the URI with a trailing slash': {
      change: mapped('redirect_uri', (uri) => `${uri}/`),
      accepts: ['invalid_grant'],
      detects: ['ignores-redirect-uri-at-token-endpoint'],
    },
    'no redirect_uri': {
      change: { redirect_uri: undefined },
      accepts: ['invalid_grant', 'invalid_request'],
      requirement: 'rfc6749-4.1.3-redirect-uri-required-if-sent',
      detects: ['accepts-missing-redirect-uri-at-token-endpoint'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify({ answer }, { row }) {
    const findings = refused(answer, ...(row.accepts ?? []))
    return boundByPkce(answer) ? findings : about('rfc6749-4.1.3-redirect-uri-identical', findings)
  },
})
