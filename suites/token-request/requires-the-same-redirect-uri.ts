import { about, boundByPkce, issued, redirectUri, refused, scenario } from '#harness'

const identical = { accepts: ['invalid_grant'] } as const
const required = { accepts: ['invalid_grant', 'invalid_request'], requirement: 'rfc6749-4.1.3-redirect-uri-required-if-sent' } as const
export default scenario({
  title: 'A code is redeemed only with the redirect_uri of its authorization request.',
  why: 'An attacker who made the victim authorize with another redirection URI is found out here, at the last moment (RFC 6749 4.1.3, 10.6).',
  fix: 'Store redirect_uri with the code when the authorization request had one, and answer invalid_grant unless the token request repeats it exactly.',
  requirements: ['rfc6749-4.1.3-redirect-uri-identical', 'rfc6749-4.1.3-redirect-uri-required-if-sent'],
  needs: ['authorization_code'],
  cases: {
    'a URI on another host': {
      ...identical,
      change: { redirect_uri: 'https://attacker.example/callback' },
      detects: ['ignores-redirect-uri-at-token-endpoint'],
    },
    'the URI with a longer path': {
      ...identical,
      change: redirectUri((_, uri) => `${uri}/extra`),
      detects: ['matches-redirect-uri-by-prefix-at-token-endpoint'],
    },
    'the URI with a trailing slash': {
      ...identical,
      change: redirectUri((_, uri) => `${uri}/`),
      detects: ['normalizes-redirect-uri-at-token-endpoint'],
    },
    'the URI with an added query': {
      ...identical,
      change: redirectUri((_, uri) => `${uri}${uri.includes('?') ? '&' : '?'}added=1`),
      detects: ['ignores-query-of-redirect-uri-at-token-endpoint', 'matches-redirect-uri-by-prefix-at-token-endpoint'],
    },
    'the URI in another letter case': {
      ...identical,
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority}${path.toUpperCase()}${query}`),
      detects: ['normalizes-redirect-uri-at-token-endpoint'],
    },
    'the URI with an encoded letter': {
      ...identical,
      change: redirectUri(
        ({ scheme, authority, path, query }) =>
          `${scheme}://${authority}${path.replace(/[a-z]/i, (letter) => `%${letter.charCodeAt(0).toString(16)}`)}${query}`,
      ),
      detects: ['normalizes-redirect-uri-at-token-endpoint'],
    },
    'no redirect_uri': {
      ...required,
      change: { redirect_uri: undefined },
      detects: ['accepts-missing-redirect-uri-at-token-endpoint', 'ignores-redirect-uri-at-token-endpoint'],
    },
    'an empty redirect_uri': {
      ...required,
      change: { redirect_uri: '' },
      detects: ['accepts-empty-redirect-uri-at-token-endpoint', 'accepts-missing-redirect-uri-at-token-endpoint'],
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
