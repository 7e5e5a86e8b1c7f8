import { appendedToSecret, issued, lesser, refused, scenario } from '#harness'

export default scenario({
  title: 'A client secret with something behind it is not the client secret.',
  why: 'A comparison that ends early compares a part only: bcrypt stops at the 72nd byte, text in C at a NUL, and whoever trims one secret trims others. RFC 6749 2.3.1 and 5.2: the secret that was issued, and no other.',
  fix: 'Compare the secret as it came, or the hash of the whole of it; refuse secrets that are longer than the hash function reads.',
  requirements: ['rfc6749-5.2-wrong-secret'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  detects: ['accepts-any-client-secret'],
  cases: {
    'a space behind the secret': { change: appendedToSecret(' '), detects: ['trims-client-secret'] },
    'a line break behind the secret': { change: appendedToSecret('\n'), detects: ['trims-client-secret'] },
    'NUL and more behind the secret': { change: appendedToSecret('\0A1b2C3d4'), detects: ['cuts-client-secret-at-nul'] },
    'more characters behind the secret': {
      change: appendedToSecret('A1b2C3d4'),
      detects: ['compares-only-the-beginning-of-client-secret', 'compares-client-secret-by-prefix'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => {
    const findings = refused(answer, 'invalid_client', 'invalid_request')
    return issued(answer) ? lesser(findings) : findings
  },
})
