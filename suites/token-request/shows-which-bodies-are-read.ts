import { asJson, asMultipart, issued, labelled, misformed, noAnswer, noted, scenario, undecided } from '#harness'

export default scenario({
  title: 'It is known which bodies beside forms the token endpoint reads.',
  why: 'RFC 6749 4.1.3 knows forms in UTF-8 only. Each further parser has types, encodings and repetitions that the checks for forms never saw, and a web page may send text/plain anywhere.',
  fix: 'Nothing has to change. A server without extensions answers invalid_request, or 415.',
  requirements: ['rfc6749-4.1.3-json-body'],
  formerly: ['token-request/shows-whether-json-is-read'],
  needs: ['authorization_code'],
  cases: {
    JSON: { change: asJson, detects: ['accepts-json-body'] },
    'multipart/form-data': { change: asMultipart, detects: ['accepts-multipart-body'] },
    'a form labelled as text/plain': { change: labelled('text/plain'), detects: ['reads-any-body-as-form'] },
    'a form without Content-Type': { change: labelled(undefined), detects: ['reads-any-body-as-form'] },
    'a form labelled as JSON': { change: labelled('application/json'), detects: ['reads-any-body-as-form'] },
    'a form labelled as ISO-8859-1': {
      change: labelled('application/x-www-form-urlencoded; charset=iso-8859-1'),
      detects: ['ignores-charset-of-forms'],
    },
    'a form labelled as UTF-16': {
      change: labelled('application/x-www-form-urlencoded; charset=utf-16'),
      detects: ['ignores-charset-of-forms'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify({ answer }) {
    const silent = noAnswer(answer)
    if (silent) return [undecided(silent, answer.n)]
    if ((answer.response?.status ?? 0) >= 500) return [misformed('a refusal', `status ${answer.response?.status}`, answer.n)]
    return [noted(`such a token request is ${issued(answer) ? 'understood' : 'refused'}`, answer.n)]
  },
})
