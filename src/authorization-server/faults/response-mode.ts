import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorizationResponse } from '../endpoints/authorization.ts'
import { escapeHtml, formPostPage } from '../pages.ts'
import { withQuery } from '../redirect-uri.ts'
import { unguessable } from '../store.ts'
import type { Fault } from './fault.ts'

const isError = ({ response }: AuthorizationCall): boolean => response.some(([name]) => name === 'error')

/** Changes the page that posts a response. */
const posting = (change: (page: ReturnType<typeof formPostPage>, call: AuthorizationCall) => ReturnType<typeof formPostPage>) => ({
  authorizationResponse: {
    postForm: (call: AuthorizationCall) => {
      const page = authorizationResponse.postForm(call)
      return page && change(page, call)
    },
  },
})

export const responseModeFaults = {
  'omits-iss-from-form-post': {
    summary: 'Sends iss in the query and not in the page of form_post.',
    seen: 'derived: RFC 9207 2',
    unlike: { 'omits-iss-from-errors': 'It is missing beside a code too, and only where the response is posted.' },
    authorizationResponse: {
      addIssuer: (call) => (call.responseMode === 'form_post' ? undefined : authorizationResponse.addIssuer(call)),
    },
  },
  'ignores-response-mode': {
    summary: 'Answers in the query, whatever response_mode asks for.',
    seen: 'derived: OAuth 2.0 Multiple Response Type Encoding Practices 2.1',
    authorization: {
      checkResponseMode: (call) => {
        call.responseMode = 'query'
      },
    },
  },
  'writes-form-post-unescaped': {
    summary: 'Writes state into the page of form_post as it came.',
    seen: 'derived: RFC 6749 10.14; like keycloak/keycloak pull 25606, which escapes the action',
    ...posting((page, { state = '' }) => ({ ...page, body: page.body.replace(escapeHtml(state), () => state) })),
  },
  'sends-form-post-by-get': {
    summary: 'Sends the form of form_post by GET.',
    seen: 'derived: OAuth 2.0 Form Post Response Mode 2',
    ...posting((page) => ({ ...page, body: page.body.replace('method="post"', 'method="get"') })),
  },
  'repeats-form-post-in-url': {
    summary: 'Writes the response into the action of form_post too.',
    seen: 'derived: OAuth 2.0 Form Post Response Mode 2',
    unlike: { 'writes-form-post-unescaped': 'The page is written rightly, and the code stands in its address too.' },
    ...posting((_, { redirectUri, response }) => formPostPage(withQuery(redirectUri, response), response)),
  },
  'lets-form-post-be-stored': {
    summary: 'Lets caches store the page of form_post.',
    seen: 'derived: OAuth 2.0 Form Post Response Mode 2',
    unlike: { 'writes-form-post-unescaped': 'The page is written rightly, and a cache may keep it.' },
    ...posting((page) => ({ ...page, headers: { ...page.headers, 'cache-control': 'private' } })),
  },
  'lets-authorization-response-be-cached': {
    summary: 'Says that the redirect with the code may be kept for ten minutes.',
    seen: 'derived: RFC 9111 3',
    authorizationResponse: {
      redirect: (call) => {
        const answer = authorizationResponse.redirect(call)
        return { ...answer, headers: { ...answer.headers, 'cache-control': 'public, max-age=600' } }
      },
    },
  },
  'invents-error-codes': {
    summary: 'Reports errors by codes of its own.',
    seen: 'derived: RFC 6749 4.1.2.1',
    also: { '*': 'Whoever expects an error code finds another one.' },
    authorizationResponse: {
      addState: (call) => {
        call.response = call.response.map(([name, value]) => [name, name === 'error' ? `err_${value}` : value])
        authorizationResponse.addState(call)
      },
    },
  },
  'sends-code-with-errors': {
    summary: 'Sends a code beside an error.',
    seen: 'derived: RFC 6749 4.1.2.1',
    also: { '*': 'Whoever expects an error finds a code.' },
    authorizationResponse: {
      addState: (call) => {
        if (isError(call)) call.response.push(['code', unguessable()])
        authorizationResponse.addState(call)
      },
    },
  },
} satisfies Record<string, Fault>
