import { issued, refused, scenario } from '#harness'

export default scenario({
  title: 'A client that is not registered for the client credentials grant gets no token by it.',
  why: 'A grant that nobody gave to a client lets whoever has its secret act without any user. RFC 6749 5.2 has the error unauthorized_client for it.',
  fix: 'Compare grant_type with the grant types of the authenticated client and answer unauthorized_client.',
  requirements: ['rfc6749-5.2-unauthorized-client-grant'],
  needs: ['authorization_code', 'confidential_client'],
  detects: ['lets-clients-use-any-grant'],
  async act({ client, skip }) {
    const grant_type = 'client_credentials'
    if (client.grant_types?.includes(grant_type) ?? true)
      skip(
        client.grant_types
          ? 'clients.client is registered for every grant that could be tried'
          : 'nobody says which grants clients.client may use',
        "clients.client.grant_types: those that it is registered for, such as ['authorization_code']",
      )
    const honest = (await client.tokens()).answer
    const answer = await client.token({ grant_type, code: undefined, redirect_uri: undefined, code_verifier: undefined })
    return { honest, answer }
  },
  control: ({ honest }) => issued(honest),
  verify({ answer }, { facts }) {
    const offered = facts.metadata['grant_types_supported']
    const known = Array.isArray(offered) && offered.includes('client_credentials')
    return refused(answer, 'unauthorized_client', ...(known ? [] : ['unsupported_grant_type']))
  },
})
