import { authorization, basic, issued, refusedCleanly, scenario } from '#harness'

export default scenario({
  title: 'An Authorization field that holds no usable credentials is refused without a crash.',
  why: 'A parser that stumbles over a missing colon or broken base64 ends in a stack trace for everybody to read, or lets the request pass unauthenticated. RFC 6749 5.2 and 10.14.',
  fix: 'Treat whatever is not base64 of two texts with a colon between them as failed authentication: invalid_client.',
  requirements: ['rfc9110-malformed-basic-header'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  detects: ['takes-other-authorization-for-none'],
  cases: {
    'the scheme alone': { change: authorization('Basic'), detects: ['crashes-on-malformed-basic'] },
    'no base64': { change: authorization('Basic !!!no-base64!!!'), detects: ['crashes-on-malformed-basic'] },
    'no colon': { change: authorization(`Basic ${btoa('no-colon-in-here')}`), detects: ['crashes-on-malformed-basic'] },
    'neither name nor secret': {
      change: authorization(`Basic ${btoa(':')}`),
      detects: ['accepts-unknown-client'],
    },
    'a percent sign that begins no escape': {
      change: authorization(`Basic ${btoa('client:%ZZ')}`),
      detects: ['crashes-on-broken-escapes-in-basic', 'crashes-on-malformed-basic'],
    },
    'escapes of bytes that are no UTF-8': {
      change: authorization(`Basic ${btoa('client:%C3%28')}`),
      detects: ['crashes-on-broken-escapes-in-basic', 'crashes-on-malformed-basic'],
    },
    'the right credentials with something behind them': {
      change: basic({ behind: ' and-more' }),
      detects: ['ignores-what-follows-basic-credentials'],
    },
    'another scheme': { change: authorization('Bearer no-client-credentials'), detects: ['crashes-on-malformed-basic'] },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { facts }) => refusedCleanly(answer, facts),
})
