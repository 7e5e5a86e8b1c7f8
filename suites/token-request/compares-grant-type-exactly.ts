import { issued, mapped, misformed, refused, scenario } from '#harness'

export default scenario({
  title: 'A grant_type is compared to the letter.',
  why: 'A filter or a policy that knows authorization_code lets AUTHORIZATION_CODE pass to a server that takes both for the same. RFC 6749 1.9 makes values case-sensitive.',
  fix: 'Compare grant_type as it came, without changing its letter case and without cutting off white space.',
  requirements: ['rfc6749-5.2-unknown-grant-type'],
  needs: ['authorization_code'],
  cases: {
    'in capitals': { change: mapped('grant_type', (type) => type.toUpperCase()), detects: ['ignores-case-of-grant-type'] },
    'with a trailing space': { change: mapped('grant_type', (type) => `${type} `), detects: ['trims-grant-type'] },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) =>
    issued(answer)
      ? [misformed('error "unsupported_grant_type"', 'a token', answer.n)]
      : refused(answer, 'unsupported_grant_type', 'invalid_request'),
})
