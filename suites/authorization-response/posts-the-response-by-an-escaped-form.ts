import { about, arrivedWithCode, formEscapes, formNotStored, noted, postedByForm, randomValue, scenario, stateReturned } from '#harness'

const markup = '<i id=injected>'
const state = `${randomValue().slice(0, 16)}"'>${markup}&amp;</form>`

export default scenario({
  title: 'A response by form_post is a posted form that nothing of the request breaks out of and that nobody stores.',
  why: 'The page is the server’s own, so that markup in state becomes a script with the server’s rights, and a stored page gives the code away. RFC 6749 10.14 and OAuth 2.0 Form Post Response Mode 2.',
  fix: 'Escape every value for a quoted attribute, post the fields to the checked redirection URI, and send Cache-Control: no-store.',
  requirements: [
    'rfc6749-10.14-form-post-escaping',
    'form-post-2-method-action',
    'form-post-2-no-store',
    'rfc6749-4.1.2-state-special-chars',
  ],
  needs: ['authorization_code'],
  detects: [
    'writes-form-post-unescaped',
    'sends-form-post-by-get',
    'lets-form-post-be-stored',
    'repeats-form-post-in-url',
    'drops-state',
    'encodes-state-twice',
    'strips-markup-from-state',
  ],
  async act({ client, skip }) {
    const honest = await client.authorize()
    const plain = await client.authorize({ response_mode: 'form_post' })
    if (plain.at === 'redirect_uri' && plain.via !== 'form')
      skip('the server does not answer by form_post', 'a server that offers response_mode form_post')
    return { honest, plain, landing: await client.authorize({ response_mode: 'form_post', state }) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify({ plain, landing }) {
    const form = [...about('form-post-2-method-action', postedByForm(plain)), ...about('form-post-2-no-store', formNotStored(plain))]
    if (landing.at !== 'redirect_uri') return [...form, noted('the state with markup was not answered by a form')]
    return [...formEscapes(landing, markup), ...form, ...about('rfc6749-4.1.2-state-special-chars', stateReturned(landing, 'code'))]
  },
})
