import { issued, lesser, refused, renamed, scenario } from '#harness'

const swapCase = (text: string) => [...text].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('')
const isHexadecimal = (text: string) => /^[\da-f-]+$/i.test(text)

export default scenario({
  title: 'A client_id is compared character for character.',
  why: 'Where a database folds letter case or pads with spaces and the code around it does not, two names mean one client at one place and two at another, and a check is by-passed. RFC 6749 1.9: values are case-sensitive.',
  fix: 'Compare client_id as a string, by a binary collation, and answer invalid_client unless it is equal.',
  requirements: ['rfc6749-5.2-unknown-client'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  detects: ['accepts-unknown-client', 'reports-unknown-client-as-invalid-request'],
  cases: {
    'the client_id in other letter case': {
      change: renamed((id, { skip }) =>
        isHexadecimal(id) || swapCase(id) === id
          ? skip(`"${id}" has no letter case`, 'clients.client: a client_id with letters')
          : swapCase(id),
      ),
      detects: ['ignores-case-of-client-id'],
    },
    'a space behind the client_id': { change: renamed((id) => `${id} `), detects: ['trims-client-id'] },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => {
    const findings = refused(answer, 'invalid_client')
    return issued(answer) ? lesser(findings) : findings
  },
})
