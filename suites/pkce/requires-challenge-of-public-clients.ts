import {
  about,
  broken,
  type Exchange,
  issued,
  type Landing,
  lastHop,
  misformed,
  noAnswer,
  noCode,
  refused,
  refusedByRedirect,
  scenario,
  uriScheme,
} from '#harness'

const late = (landing: Landing, answer: Exchange) => {
  const { n } = lastHop(landing) ?? {}
  const error = broken('error "invalid_request" at the authorization endpoint', 'a code that the token endpoint refuses', n, {
    severity: 'low',
  })
  return [
    ...refused(answer),
    misformed('no code', 'a code without code_challenge was issued', n),
    ...(issued(answer) || noAnswer(answer) ? [] : about('rfc7636-4.4.1-pkce-required-error', [error])),
  ]
}

export default scenario({
  title: 'A public client gets no usable code without code_challenge.',
  why: 'A public client has no secret, so a stolen code is all that a thief needs. PKCE is what ties the code to the client that asked (RFC 9700 2.1.1, OAuth 2.1 4.1.1).',
  fix: 'Answer invalid_request at the authorization endpoint when a public client sends no code_challenge.',
  requirements: ['oauth21-4.1.2.1-public-without-challenge', 'rfc7636-4.4.1-pkce-required-error'],
  needs: ['authorization_code', 'public_client', 'pkce_s256'],
  detects: [
    'ignores-code-challenge',
    'does-not-require-code-challenge',
    'requires-code-challenge-at-token-endpoint-only',
    'requires-code-challenge-only-at-loopback',
  ],
  async act({ publicClient }) {
    const honest = (await publicClient.tokens()).answer
    const { redirect_uri, redirect_uris } = publicClient
    const other = redirect_uris.find((uri) => uriScheme(uri) !== uriScheme(redirect_uri))
    const without = { code_challenge: undefined, code_challenge_method: undefined }
    const landings = [await publicClient.authorize(without)]
    if (other !== undefined) landings.push(await publicClient.authorize({ ...without, redirect_uri: other }))
    const answers: Exchange[] = []
    for (const { code } of landings) if (code) answers.push(await publicClient.token({ code, code_verifier: undefined }))
    return { honest, landings, answers }
  },
  control: ({ honest }) => issued(honest),
  verify({ landings, answers }) {
    const rest = [...answers]
    return landings.flatMap((landing, i) => {
      const answer = landing.code && rest.shift()
      if (answer) return late(landing, answer)
      return i === 0 ? refusedByRedirect(landing, 'invalid_request') : noCode(landing)
    })
  },
})
