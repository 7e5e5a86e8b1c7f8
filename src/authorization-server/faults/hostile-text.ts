import type { Answer } from '../answer.ts'
import { PageError } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorization, authorizationResponse } from '../endpoints/authorization.ts'
import { errorPage, escapeHtml } from '../pages.ts'
import { withoutPolicy } from './changed-page.ts'
import type { Fault } from './fault.ts'

/** A page that lets any script run, with this in its text. */
function lax(answer: Answer, change: (body: string) => string): Answer {
  const page = withoutPolicy(answer)
  return { ...page, body: change(page.body) }
}

/** An error page that says more, in markup of its own. */
const telling = (markup: string): Answer => lax(errorPage(400, 'MORE'), (body) => body.replace('MORE', () => markup))

const isHostile = (text: string | undefined): text is string => text !== undefined && /["'<>]/.test(text)

/** Says what cannot be on a page, where others only refuse it. */
const quoting =
  (step: 'checkResponseType' | 'readScope', name: string, markup: (text: string) => string) =>
  (call: AuthorizationCall): Answer | undefined => {
    const text = call.parameters.get(name)
    if (isHostile(text)) return telling(markup(text))
    authorization[step](call)
    return undefined
  }

/** Refuses with a page of its own. */
const refusingBy = (step: 'findClient' | 'checkRedirectUri', page: (call: AuthorizationCall) => Answer) => (call: AuthorizationCall) => {
  try {
    authorization[step](call)
    return undefined
  } catch (error) {
    if (!(error instanceof PageError)) throw error
    return page(call)
  }
}

function fillIn(call: AuthorizationCall, step: 'signIn' | 'signInBeforeErrors'): Answer | undefined {
  const answer = authorization[step](call)
  const hint = call.parameters.get('login_hint')
  return answer && isHostile(hint)
    ? lax(answer, (body) => body.replace('name="username"', () => `name="username" value="${hint}"`))
    : answer
}

export const hostileTextFaults = {
  'fills-in-login-hint-unescaped': {
    summary: 'Fills the sign-in form with login_hint as it came.',
    seen: 'derived: RFC 6749 10.14; Keycloak CVE-2021-20323 wrote such a value into a page',
    authorization: { signIn: (call) => fillIn(call, 'signIn'), signInBeforeErrors: (call) => fillIn(call, 'signInBeforeErrors') },
  },
  'writes-state-into-a-script': {
    summary: 'Writes state into a script of the consent page, where it escapes angle brackets and no quotes.',
    seen: 'derived: RFC 6749 10.14',
    authorization: {
      askConsent: (call) => {
        const script = `<script>const state = '${(call.state ?? '').replaceAll('<', '\\u003c')}'</script>`
        return lax(authorization.askConsent(call), (body) => body.replace('</body>', () => `${script}</body>`))
      },
    },
  },
  'quotes-client-id-unescaped': {
    summary: 'Quotes an unknown client_id on its error page as it came.',
    seen: 'derived: RFC 6749 10.14',
    authorization: {
      findClient: refusingBy('findClient', ({ parameters }) =>
        telling(`No application is registered as ${parameters.get('client_id') ?? ''}.`),
      ),
    },
  },
  'links-to-any-redirect-uri': {
    summary: 'Offers a way back to the redirect_uri that it refused, whatever its scheme.',
    seen: 'derived: RFC 6749 10.14, 10.15',
    also: { 'redirect-uri/shows-whether-the-port-of-localhost-varies': 'It notes the words of the error page, which are others.' },
    authorization: {
      checkRedirectUri: refusingBy('checkRedirectUri', ({ parameters }) =>
        telling(`This redirect_uri is not registered. <a href="${escapeHtml(parameters.get('redirect_uri') ?? '')}">Back</a>`),
      ),
    },
  },
  'quotes-response-type-unescaped': {
    summary: 'Names an impossible response_type on a page, in an attribute in single quotes where it escapes double ones.',
    seen: 'derived: RFC 6749 10.14',
    authorization: {
      checkResponseType: quoting(
        'checkResponseType',
        'response_type',
        (text) => `<input value='${text.replaceAll('"', '&quot;').replaceAll('<', '&lt;')}'>`,
      ),
    },
  },
  'quotes-scope-unescaped': {
    summary: 'Names an impossible scope on a page as it came.',
    seen: 'derived: RFC 6749 10.14',
    authorization: { readScope: quoting('readScope', 'scope', (text) => `<textarea>${text}</textarea>`) },
  },
  'quotes-display-unescaped': {
    summary: 'Refuses a display that it does not know on a page that quotes it as it came.',
    seen: 'derived: RFC 6749 10.14, OpenID Connect Core 3.1.2.1',
    authorization: { readScope: quoting('readScope', 'display', (text) => `There is no display ${text}.`) },
  },
  'writes-form-post-for-any-script': {
    summary: 'Writes state into the page of form_post as it came, and lets any script run there.',
    seen: 'derived: RFC 6749 10.14; like keycloak/keycloak pull 25606, which escapes the action',
    also: { 'authorization-response/posts-the-response-by-an-escaped-form': 'The state is markup of that page, whether it runs or not.' },
    unlike: { 'writes-form-post-unescaped': 'No policy of the page keeps the script from running.' },
    authorizationResponse: {
      postForm: (call) => {
        const page = authorizationResponse.postForm(call)
        const { state = '' } = call
        return page && lax(page, (body) => body.replace(escapeHtml(state), () => state))
      },
    },
  },
} satisfies Record<string, Fault>
