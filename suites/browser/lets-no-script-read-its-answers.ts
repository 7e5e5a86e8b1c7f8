import { arrivedWithCode, closedToScripts, inTurn, method, scenario, withHeader } from '#harness'

const attacker = 'https://attacker.example'

export default scenario({
  title: 'Scripts of other sites may not read what the authorization endpoint answers.',
  why: 'A script that reads the answers to a signed-in user reads codes and the values that protect the consent form. No client needs it, since browsers are sent there (RFC 9700 2.6).',
  fix: 'Leave the authorization endpoint and its pages out of the CORS configuration; token endpoint, metadata and keys may be in it.',
  requirements: ['rfc9700-2.6-no-cors-authorization'],
  needs: ['authorization_code'],
  cases: {
    'a script of another site': {
      change: withHeader('origin', attacker),
      detects: ['answers-scripts-of-any-site', 'answers-the-site-that-asks'],
    },
    'a frame without an origin': {
      change: withHeader('origin', 'null'),
      detects: ['answers-scripts-of-any-site', 'answers-frames-without-an-origin'],
    },
    'the question before a request': {
      change: inTurn(method('OPTIONS'), withHeader('origin', attacker), withHeader('access-control-request-method', 'GET')),
      detects: ['lets-scripts-ask-for-authorization'],
    },
  },
  async act({ client }, { change }) {
    const opened = await client.open(change)
    return { answer: opened.hops[0], honest: await client.authorize() }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ answer }) => closedToScripts(answer),
})
