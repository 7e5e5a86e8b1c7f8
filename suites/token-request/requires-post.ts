import { asGet, issued, method, nothingIssued, scenario } from '#harness'

export default scenario({
  title: 'The token endpoint gives tokens to POST requests alone.',
  why: 'A GET carries code, verifier and secret in its URI, where logs, proxies and histories keep them; other methods by-pass filters that were written for POST. RFC 6749 3.2: clients use POST.',
  fix: 'Answer every method but POST with 405 and Allow: POST.',
  requirements: ['rfc6749-3.2-token-post-only'],
  needs: ['authorization_code'],
  cases: {
    'everything in the query, by GET': { change: asGet, detects: ['accepts-get-at-token-endpoint'] },
    'the form by PUT': { change: method('PUT'), detects: ['accepts-any-method-at-token-endpoint'] },
    'the form by DELETE': { change: method('DELETE'), detects: ['accepts-any-method-at-token-endpoint'] },
    'the form by OPTIONS': { change: method('OPTIONS'), detects: ['accepts-any-method-at-token-endpoint'] },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => nothingIssued(answer),
})
