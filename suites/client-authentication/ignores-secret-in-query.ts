import { inQuery, issued, refused, scenario } from '#harness'

export default scenario({
  title: 'A client_secret in the request URI does not authenticate.',
  why: 'URIs end up in logs, proxies and histories, and a secret in them with everybody who reads those. RFC 6749 2.3.1 forbids credentials in the request URI.',
  fix: 'Read client_id and client_secret from the Authorization field or the body only, and answer invalid_client when neither holds them.',
  requirements: ['rfc6749-2.3.1-secret-not-in-uri'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  cases: {
    'client_id and client_secret in the query': {
      change: inQuery,
      accepts: ['invalid_client', 'invalid_request'],
      detects: ['accepts-client-secret-in-query', 'accepts-missing-client-authentication'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) => refused(answer, ...(row.accepts ?? [])),
})
