import { basic, broken, held, issued, noted, scenario, undecided } from '#harness'

export default scenario({
  title: 'A client whose credentials hold special characters authenticates with their form-encoding.',
  why: 'A server that takes the encoded text for the secret locks out every client whose generated secret holds a plus, a slash or a percent sign, and RFC 6749 2.3.1 makes clients encode them.',
  fix: 'Form-decode client_id and client_secret after splitting the decoded Basic credentials at the colon.',
  requirements: ['rfc6749-2.3.1-basic-form-encoding'],
  needs: ['authorization_code', 'second_client'],
  tries: ['failed_client_authentication'],
  detects: ['does-not-decode-basic-credentials', 'reads-plus-in-basic-as-plus'],
  async act({ client, second, skip }) {
    if (second.token_endpoint_auth_method !== 'client_secret_basic' || !second.client_secret)
      skip('clients.second_client does not use HTTP Basic', "clients.second_client.token_endpoint_auth_method: 'client_secret_basic'")
    const honest = (await client.tokens()).answer
    const encoded = await second.token({ code: await second.code() })
    const secret = second.client_secret ?? ''
    const client_id = second.client_id
    if (issued(encoded)) return { honest, client_id, secret, encoded }
    const spelled = async (encoding: 'none' | 'space as %20') => second.token({ code: await second.code() }, basic({ encoding }))
    return { honest, client_id, secret, encoded, others: [await spelled('none'), await spelled('space as %20')] }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ client_id, secret, encoded, others = [] }, { facts }) => {
    const plain = ['digits', 'hex', 'base64url'].includes(facts.marks[secret]?.alphabet ?? '') && /^[\w.*-]*$/.test(client_id)
    if (plain && issued(encoded)) return [noted('the second client’s credentials hold no character that is encoded', encoded.n)]
    if (issued(encoded)) return [held('the form-encoded credentials authenticate', encoded.n)]
    if (!others.some(issued)) return [undecided('the second client’s credentials are refused in every spelling', encoded.n)]
    return [broken('a token for form-encoded credentials', 'one for another spelling only', encoded.n)]
  },
})
