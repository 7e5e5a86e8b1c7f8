import { json, noStore } from '../answer.ts'
import type { ClientCall } from '../endpoints/client-authentication.ts'
import { errorResponse, tokenResponse } from '../endpoints/token.ts'
import type { Fault } from './fault.ts'

/** Says more in error_description than it should. */
const describing = (more: (call: ClientCall) => string | undefined) => ({
  errorResponse: {
    describeError: (call: ClientCall): void => {
      errorResponse.describeError(call)
      const text = more(call)
      if (text !== undefined) call.members['error_description'] = `${call.error.message}: ${text}`
    },
  },
})

/** What is wrong with the words of errors. */
export const tokenErrorFaults = {
  'sends-errors-of-its-own': {
    summary: 'Puts a sentence into error instead of a code.',
    seen: 'ccpgames/sso-issues issue 54',
    also: { '*': 'Whatever is refused at the token endpoint is refused with this error.' },
    errorResponse: {
      describeError: (call) => {
        errorResponse.describeError(call)
        call.members['error'] = `${call.error.code}: ${call.error.message}`
      },
    },
  },
  'calls-bad-requests-server-error': {
    summary: 'Answers an invalid request with the error server_error and status 400.',
    seen: 'spring-authorization-server issue 770',
    also: { '*': 'Whatever is an invalid request is called so.' },
    errorResponse: {
      describeError: (call) => {
        errorResponse.describeError(call)
        if (call.error.code === 'invalid_request') call.members['error'] = 'server_error'
      },
    },
  },
  'quotes-grant-type-in-errors': {
    summary: 'Quotes grant_type in error_description.',
    seen: 'derived: RFC 6749 5.2',
    ...describing(({ parameters }) => parameters.get('grant_type')),
  },
  'quotes-code-in-errors': {
    summary: 'Quotes the code in error_description.',
    seen: 'derived: RFC 6749 5.2, 10.8',
    ...describing(({ parameters }) => parameters.get('code')),
  },
  'quotes-code-verifier-in-errors': {
    summary: 'Quotes code_verifier in error_description.',
    seen: 'derived: RFC 6749 10.8',
    ...describing(({ parameters }) => parameters.get('code_verifier')),
  },
  'quotes-refresh-token-in-errors': {
    summary: 'Quotes the refresh token in error_description.',
    seen: 'derived: RFC 6749 10.4',
    ...describing(({ parameters }) => parameters.get('refresh_token')),
  },
  'returns-code-with-tokens': {
    summary: 'Sends the code back beside the tokens.',
    seen: 'derived: RFC 6749 10.8',
    tokenResponse: {
      describeScope: (call) => {
        tokenResponse.describeScope(call)
        if (call.parameters.get('code') !== undefined) call.members['code'] = call.parameters.get('code')
      },
    },
  },
  'sends-errors-as-page-that-quotes': {
    summary: 'Sends errors as a page with the parameters of the request in it, unescaped.',
    seen: 'derived: RFC 6749 10.14',
    also: { '*': 'Whatever is refused at the token endpoint is refused in this form.' },
    errorResponse: {
      send: ({ error, parameters }) => ({
        status: 400,
        headers: { ...noStore, 'content-type': 'text/html; charset=utf-8' },
        body: `<!doctype html><title>Error</title><p>${error.code}<p>${parameters.get('grant_type')}<p>${parameters.get('redirect_uri')}`,
      }),
    },
  },
  'shows-stack-traces': {
    summary: 'Sends the stack of an error along.',
    seen: 'derived: RFC 6749 10.14',
    also: { '*': 'Whatever is refused at the token endpoint shows it.' },
    ...describing(({ error }) => error.stack),
  },
  'lets-errors-be-stored': {
    summary: 'Sends errors without Cache-Control.',
    seen: 'derived: RFC 6749 5.2',
    errorResponse: { send: ({ members }) => json(400, members) },
  },
} satisfies Record<string, Fault>
