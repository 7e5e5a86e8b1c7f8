import { lacksItsScope, namedScope, scenario, served } from '#harness'

export default scenario({
  title: 'A token without the scope that a resource needs is refused there.',
  why: 'Scopes mean nothing unless the resource looks at them: a client that the user allowed little can then do everything (RFC 6749 7, RFC 6750 3.1).',
  fix: 'Compare the scope of the token with what the request needs, and answer 403 with error="insufficient_scope" unless one of its scopes covers that.',
  requirements: ['rfc6749-7-scope-enforced'],
  needs: ['authorization_code', 'resource', 'two_scopes'],
  detects: ['ignores-scope-at-resource'],
  async act({ client, scopes, skip }) {
    const { resource } = scopes
    const others = scopes.grantable.filter((value) => value !== resource)
    if (resource === undefined || others.length === 0) return skip('nobody says which scope the resource needs', 'resource.scope')
    const honest = await client.resource({ access_token: (await client.tokens()).access_token })
    const bare = await client.resource()
    const answers = []
    for (const scope of others.slice(0, 3)) {
      const { access_token, answer: narrow } = await client.tokens({ code: await client.code({ scope }) })
      if (namedScope(narrow)?.has(resource)) continue
      answers.push(await client.resource({ access_token }))
      if (!served(answers.at(-1))) break
    }
    if (answers.length === 0) skip('the server grants the scope of the resource unasked', 'scopes.grantable: a scope that comes alone')
    return { honest, bare, answers }
  },
  control: ({ honest }) => served(honest),
  verify: ({ answers, bare }) => lacksItsScope(answers.at(-1), bare),
})
