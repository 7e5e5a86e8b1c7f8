import { expect, it } from 'vitest'
import type { Exchange } from '../scenario/contract.ts'
import { adviceOn } from './advice.ts'

const at = (channel: Exchange['channel'], status: number, body = ''): Exchange[] => [
  {
    n: 1,
    channel,
    sentAt: 0,
    ms: 1,
    request: { method: 'GET', url: 'https://as.example', headers: [] },
    response: { status, headers: [], body },
  },
]
const silent: Exchange[] = [{ ...at('front', 200)[0]!, failure: 'refused' }]

it.each([
  [
    'the token endpoint says invalid_client',
    'status 400 with error "invalid_client"',
    at('back', 400),
    'client_secret and token_endpoint_auth_method',
  ],
  [
    'the token endpoint answers 401',
    'status 401 with a body of type text/html',
    at('back', 401),
    'client_secret and token_endpoint_auth_method',
  ],
  ['a redirect says invalid_scope', 'at https://app.example/cb with error "invalid_scope"', at('front', 302), 'scopes.grantable'],
  ['the token endpoint says invalid_scope', 'no token', at('back', 400, '{"error":"invalid_scope"}'), 'scopes.grantable'],
  [
    'the authorization endpoint answers 400',
    'an error page of the server (status 400): "Sorry"',
    at('front', 400),
    'client_id and redirect_uris',
  ],
  ['the sign-in page comes back', "at the server's sign-in page: it came back", at('front', 200), 'username and password'],
  ['a page is not understood', 'the page at https://as.example asks for a captcha', at('front', 200), '`interaction` step'],
  ['nothing answers', 'no answer', silent, 'issuer, endpoints, origins'],
  ['something else', 'at https://app.example/cb with error "server_error"', at('front', 302), 'an honest sign-in has to work'],
])('says what to look at where %s', (_, reason, exchanges, said) => {
  expect(adviceOn({ reason, exchanges })).toContain(said)
})
