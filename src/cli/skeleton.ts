/** The text of a new scenario. It compiles, and passes on a server that refuses a code which it never issued. */
export function skeleton(id: string, door: '#harness' | 'grantproof'): string {
  const words = id.slice(id.indexOf('/') + 1).replaceAll('-', ' ')
  return `import { issued, randomValue, refused, scenario } from '${door}'

export default scenario({
  title: 'The server ${words}.',
  why: 'Say what an attacker or a client gets when this does not hold, and which section it rests on. RFC 6749 5.2 has an unknown code refused.',
  fix: 'Say what to do in the server. Answer invalid_grant to a code that it did not issue.',
  requirements: ['rfc6749-5.2-unknown-code'],
  needs: ['authorization_code'],${door === '#harness' ? "\n  detects: ['accepts-invented-code']," : ''}
  async act({ client }) {
    const { answer: honest } = await client.tokens()
    return { honest, answer: await client.token({ code: randomValue() }) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ answer }) => refused(answer, 'invalid_grant'),
})
`
}
