import { issued, scenario, scopeInForm } from '#harness'

export default scenario({
  title: 'The scope in a token response is a text of values with single spaces between them.',
  why: 'Clients split it at spaces and compare. An array or a list with commas looks to them like a scope that was not granted. RFC 6749 3.3 and 5.1.',
  fix: 'Join the granted values by single spaces, in the response as in the request.',
  requirements: ['rfc6749-3.3-scope-syntax'],
  needs: ['authorization_code', 'two_scopes'],
  detects: ['joins-scope-with-commas', 'answers-scope-as-array'],
  async act({ client, scopes }) {
    const asked = scopes.grantable.slice(0, 2)
    return { asked, answer: (await client.tokens({ code: await client.code({ scope: asked.join(' ') }) })).answer }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ asked, answer }) => scopeInForm(answer, asked),
})
