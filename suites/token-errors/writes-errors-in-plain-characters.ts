import { issued, keepsErrorCharacters, scenario } from '#harness'

const odd = 'x"y\\z\u00fc\u2028<b>'

export default scenario({
  title: 'An error holds no quote, no backslash and nothing beyond ASCII.',
  why: 'Clients write errors into logs, headers and pages; what an attacker sent must not get there through the server’s own words. RFC 6749 5.2 limits the characters.',
  fix: 'Use fixed texts for error_description, and never quote what was sent.',
  requirements: ['rfc6749-5.2-error-charset'],
  needs: ['authorization_code'],
  cases: {
    'odd characters in grant_type': { change: { grant_type: odd }, detects: ['quotes-grant-type-in-errors'] },
    'odd characters in code': { change: { code: odd }, detects: ['quotes-code-in-errors', 'accepts-invented-code'] },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { facts }) => keepsErrorCharacters(answer, facts),
})
