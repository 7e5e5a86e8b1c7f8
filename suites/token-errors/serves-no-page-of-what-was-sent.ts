import { about, issued, scenario, showsNoMarkup } from '#harness'

const markup = '<script>alert(1)</script>'

export default scenario({
  title: 'Markup in a token request does not come back as a page.',
  why: 'Any web page can post a form to the token endpoint. An answer that a browser runs as a page gives it the origin of the authorization server. RFC 6749 10.14 asks to sanitize what was received.',
  fix: 'Answer with application/json and X-Content-Type-Options: nosniff, and do not quote what was sent.',
  requirements: ['rfc6749-10.14-token-malformed-input', 'rfc6749-4.1.3-redirect-uri-identical'],
  needs: ['authorization_code'],
  cases: {
    'in grant_type': { change: { grant_type: markup }, detects: ['sends-errors-as-page-that-quotes'] },
    'in redirect_uri': {
      change: { redirect_uri: `https://attacker.example/${markup}` },
      detects: ['sends-errors-as-page-that-quotes', 'ignores-redirect-uri-at-token-endpoint'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) => {
    const findings = showsNoMarkup(answer, markup)
    return issued(answer) && 'redirect_uri' in row.change ? about('rfc6749-4.1.3-redirect-uri-identical', findings) : findings
  },
})
