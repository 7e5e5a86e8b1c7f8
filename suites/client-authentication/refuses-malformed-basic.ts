import { authorization, issued, refusedCleanly, scenario } from '#harness'

export default scenario({
  title: 'An Authorization field that holds no usable credentials is refused without a crash.',
  why: 'A parser that stumbles over a missing colon or broken base64 ends in a stack trace for everybody to read, or lets the request pass unauthenticated. RFC 6749 5.2 and 10.14.',
  fix: 'Treat whatever is not base64 of two texts with a colon between them as failed authentication: invalid_client.',
  requirements: ['rfc9110-malformed-basic-header'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  cases: {
    'the scheme alone': { change: authorization('Basic'), detects: ['crashes-on-malformed-basic'] },
    'no base64': { change: authorization('Basic !!!no-base64!!!'), detects: ['crashes-on-malformed-basic'] },
    'no colon': { change: authorization(`Basic ${btoa('no-colon-in-here')}`), detects: ['crashes-on-malformed-basic'] },
    'another scheme': { change: authorization('Bearer no-client-credentials'), detects: ['crashes-on-malformed-basic'] },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => refusedCleanly(answer),
})
