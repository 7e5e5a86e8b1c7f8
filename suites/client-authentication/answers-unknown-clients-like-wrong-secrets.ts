import { credentials, issued, noAnswer, noted, randomValue, scenario, toldApart, undecided } from '#harness'

export default scenario({
  title: 'It is known whether an answer tells an unknown client from a wrong secret.',
  why: 'Whoever can tell them apart tries names until one exists, and then guesses at its secret alone. RFC 6749 5.2 has one error code for both and asks for nothing more; client_ids are public in any case.',
  fix: 'Answer both with the same status, error, error_description and header fields.',
  requirements: ['rfc6749-5.2-unknown-client', 'rfc6749-5.2-wrong-secret'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  detects: [
    'tells-unknown-clients-from-wrong-secrets',
    'reports-unknown-client-as-invalid-request',
    'accepts-unknown-client',
    'accepts-any-client-secret',
    'challenges-known-clients-only',
  ],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    const [code, client_id, client_secret] = [await client.code(), randomValue(), randomValue()]
    const unknown = await client.token({ code }, credentials({ client_id, client_secret }))
    return { honest, client_id, unknown, wrong: await client.token({ code }, credentials({ client_secret })) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ client_id, unknown, wrong }) => {
    const silent = noAnswer(unknown) ?? noAnswer(wrong)
    if (silent) return [undecided(silent)]
    const differs = toldApart(unknown, wrong, client_id)
    return [
      noted(
        differs.length > 0
          ? `an unknown client is told from a wrong secret by ${differs.join(', ')}`
          : 'an unknown client and a wrong secret are answered alike',
        unknown.n,
      ),
    ]
  },
})
