import { issued, redeemed, scenario } from '#harness'

export default scenario({
  title: 'A code that is bound by PKCE is redeemed without redirect_uri.',
  why: 'Clients of OAuth 2.1 send no redirect_uri to the token endpoint, since PKCE does its work. OAuth 2.1 10.2 asks servers to serve them, and to check the parameter when an older client sends it.',
  fix: 'Ask for redirect_uri at the token endpoint only where the code is not bound by a code_challenge; compare it whenever it comes.',
  requirements: ['oauth21-10.2-redirect-uri-optional-with-pkce'],
  needs: ['authorization_code', 'pkce_s256'],
  cases: {
    'no redirect_uri': {
      change: { redirect_uri: undefined },
      detects: ['demands-redirect-uri-always', 'demands-redirect-uri-that-was-sent'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => redeemed(answer),
})
