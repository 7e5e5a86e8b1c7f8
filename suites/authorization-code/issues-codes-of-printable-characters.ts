import { held, issued, misformed, scenario } from '#harness'

export default scenario({
  title: 'A code consists of printable ASCII characters.',
  why: 'A code travels through a query, a form and a log. What is not ASCII is encoded by each in another way, and the client cannot send it back as it was. RFC 6749 A.11 knows only the characters from space to tilde.',
  fix: 'Encode codes in base64url or hexadecimal.',
  requirements: ['rfc6749-4.1.2-code-vschar'],
  needs: ['authorization_code'],
  detects: ['issues-codes-of-other-characters'],
  async act({ client }) {
    const code = await client.code()
    return { code, honest: (await client.tokens({ code })).answer }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ code, honest }, { facts }) =>
    facts.marks[code]?.alphabet === 'other'
      ? [misformed('a code of printable ASCII characters', 'other characters in it', honest.n)]
      : [held('only printable ASCII characters', honest.n)],
})
