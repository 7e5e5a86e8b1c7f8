import { arrivedWithCode, type Change, closedToScripts, inTurn, method, parameter, scenario, withHeader } from '#harness'

const attacker = 'https://attacker.example'
const likeTheClient: Change = (message, tools) => {
  const { protocol = '', hostname = '' } = URL.parse(parameter(message, 'redirect_uri') ?? '') ?? {}
  if (!/^https?:$/.test(protocol)) tools.skip('the client has no origin on the web', 'a client whose redirect_uri is an https URL')
  return withHeader('origin', `${protocol}//${hostname}.attacker.example`)(message, tools)
}

export default scenario({
  title: 'Scripts of other sites may not read what the authorization endpoint answers.',
  why: 'A script that reads the answers to a signed-in user reads the values that protect the consent form, and codes where a page carries them. No client needs it, since browsers are sent there (RFC 9700 2.6).',
  fix: 'Leave the authorization endpoint out of the CORS configuration; token endpoint, metadata and keys may be in it.',
  requirements: ['rfc9700-2.6-no-cors-authorization'],
  needs: ['authorization_code'],
  cases: {
    'a script of another site': {
      change: withHeader('origin', attacker),
      detects: ['answers-scripts-of-any-site', 'answers-the-site-that-asks'],
    },
    'a site whose name begins like that of the client': {
      change: likeTheClient,
      detects: ['answers-scripts-of-any-site', 'answers-the-site-that-asks', 'answers-sites-that-begin-like-the-client'],
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
