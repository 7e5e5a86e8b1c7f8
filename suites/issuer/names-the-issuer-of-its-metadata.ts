import { arrivedWithCode, namesItsIssuer, scenario } from '#harness'

export default scenario({
  title: 'The iss of a response is the issuer that the metadata name, character for character.',
  why: 'Clients compare iss as a string (RFC 9207 2.4). One that differs by a slash locks out every client that checks, or teaches it not to.',
  fix: 'Take iss and the issuer of the metadata from the same setting, and change neither on the way.',
  requirements: ['rfc9207-2-iss-value'],
  needs: ['authorization_code'],
  detects: ['sends-wrong-iss'],
  async act({ client }) {
    const success = await client.authorize()
    return { success, error: await client.authorize({ response_type: 'no-such-type' }) }
  },
  control: ({ success }) => arrivedWithCode(success),
  verify: ({ success, error }, { facts }) => namesItsIssuer([success, error], facts),
})
