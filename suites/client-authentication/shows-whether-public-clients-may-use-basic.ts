import { basic, issued, noAnswer, noted, scenario, undecided } from '#harness'

export default scenario({
  title: 'It is known whether a public client may name itself by HTTP Basic with an empty secret.',
  why: 'Libraries send every client_id by Basic, and RFC 6749 2.3.1 knows an empty secret. A client without one should name itself in the body (3.2.1), so that a server may take this or refuse it.',
  fix: 'Nothing has to change. A server that takes it must not take an empty secret from clients that have one.',
  requirements: ['rfc6749-4.1.3-included-auth-verified'],
  needs: ['authorization_code', 'public_client'],
  tries: ['failed_client_authentication'],
  detects: ['ignores-secret-of-public-client', 'accepts-unregistered-authentication-method'],
  async act({ client, publicClient }) {
    const honest = (await client.tokens()).answer
    const own = (await publicClient.tokens()).answer
    return { honest, own, answer: await publicClient.token({ code: await publicClient.code() }, basic({ client_secret: '' })) }
  },
  control: ({ honest, own }) => issued(honest) && issued(own),
  verify: ({ answer }) => {
    const silent = noAnswer(answer)
    if (silent) return [undecided(silent, answer.n)]
    return [noted(`a public client ${issued(answer) ? 'may' : 'may not'} name itself by HTTP Basic with an empty secret`, answer.n)]
  },
})
