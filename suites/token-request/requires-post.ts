import { asGet, issued, nothingIssued, scenario } from '#harness'

export default scenario({
  title: 'The token endpoint gives no tokens to a GET request.',
  why: 'A GET carries code, verifier and secret in its URI, where logs, proxies and histories keep them, and any page can make a browser send one. RFC 6749 3.2: clients use POST.',
  fix: 'Answer every method but POST with 405 and Allow: POST.',
  requirements: ['rfc6749-3.2-token-post-only'],
  needs: ['authorization_code'],
  cases: {
    'everything in the query, by GET': { change: asGet, detects: ['accepts-get-at-token-endpoint'] },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => nothingIssued(answer),
})
