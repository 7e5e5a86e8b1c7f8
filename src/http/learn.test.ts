import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Found, secretsIn, secretsInHeader } from './learn.ts'

const published = ['https://app.example/callback', 'client-one-2f7a9c', 'openid profile email']
const how = { isPublic: (value: string) => published.some((text) => text.includes(value)), quiet: new Set<string>() }
const brief = (found: Found[]) => found.map(({ kind, value, fieldOnly }) => `${kind}=${value}${fieldOnly ? ' (field)' : ''}`)
const inText = (text: string, more = {}) => brief(secretsIn(text, { ...how, ...more }))
const inHeader = (name: string, value: string, more = {}) => brief(secretsInHeader(name, value, { ...how, ...more }))
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const jwt = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ sub: 'alice', iat: 1 })}.c2lnbmF0dXJlLXNpZ25hdHVyZQ`

describe('JSON', () => {
  test('members of a token response, nested ones too', () => {
    const body = JSON.stringify(
      { access_token: 'at-1x9Y8z7W', token_type: 'Bearer', expires_in: 3600, scope: 'openid', x: { refresh_token: 'rt/2+3=4a5b6c' } },
      null,
      2,
    )
    expect(inText(body)).toEqual(['access_token=at-1x9Y8z7W', 'refresh_token=rt/2+3=4a5b6c'])
  })

  test('escapes are undone, and a body cut amid a value still gives it', () => {
    expect(inText('{"client_secret":"a\\u002b\\/b\\"c1d2e3f4"}')).toEqual(['client_secret=a+/b"c1d2e3f4'])
    expect(inText('{"access_token":"at-1x9Y8z7Wcut')).toEqual(['access_token=at-1x9Y8z7Wcut'])
    expect(inText(JSON.stringify({ inner: JSON.stringify({ refresh_token: 'rt-9a8b7c6d' }) }))).toEqual(['refresh_token=rt-9a8b7c6d'])
  })

  test('codes of errors stay readable', () => {
    for (const code of ['400', '40012345', 'invalid_request', 'INVALID_REQUEST', 'E1001', 'user.not.found', 'InvalidGrantError'])
      expect(inText(JSON.stringify({ error: 'x', code }))).toEqual([])
    expect(inText('{"code": 400123456789}')).toEqual([])
    expect(inText('{"code":"SplxlOBeZQQYbYS6WxSbIA"}')).toEqual(['code=SplxlOBeZQQYbYS6WxSbIA'])
  })

  test('metadata and errors hold no secrets', () => {
    const metadata = {
      issuer: 'https://as.example',
      token_endpoint: 'https://as.example/token',
      grant_types_supported: ['authorization_code', 'password'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      code_challenge_methods_supported: ['S256'],
      revocation_endpoint: 'https://as.example/revoke',
    }
    expect(inText(JSON.stringify(metadata))).toEqual([])
    expect(
      inText(
        '{"error":"invalid_grant","error_description":"code expired","error_uri":"https://as.example/e?error=x","state":"af0ifjsldkj123"}',
      ),
    ).toEqual([])
  })
})

describe('URLs and forms', () => {
  test.each([
    ['https://app.example/cb?code=a1%2Bb2c3d4&state=xyz12345', ['code=a1+b2c3d4']],
    [`https://app.example/cb#access_token=at.1x9Y8z7W&token_type=Bearer&id_token=${jwt}`, ['access_token=at.1x9Y8z7W', `id_token=${jwt}`]],
    ['/login?return_to=%2Fauthorize%3Fcode%3Da1b2c3d4e5%26state%3Dx', ['code=a1b2c3d4e5']],
    ['/login?session_code=Zk3v9Qx_81mNbVcXz-00&client_id=client-one-2f7a9c&execution=7', ['session_code=Zk3v9Qx_81mNbVcXz-00']],
    ['/cb?error=access_denied&error_code=a1b2c3d4e5f6a7b8&nonce=n-0S6_WzA2Mj1234567', []],
    ['/cb?code=', []],
    ['/cb?code=ab', ['code=ab (field)']],
    ['/cb?code=authorize', ['code=authorize (field)']],
    ['/cb?request=/simple&request_uri=urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c', []],
    [`/cb?request=${jwt}`, [`request=${jwt}`]],
    ['access_token=at-1x9Y8z7W&scope=repo%2Cgist&token_type=bearer', ['access_token=at-1x9Y8z7W']],
  ])('%s', (url, expected) => {
    expect(inText(url, { pairs: true })).toEqual(expected)
  })

  test('places are exact, in the source, whatever the encoding', () => {
    const text = '<a href="/cb?code=a1b2c3d4&#43;e5&amp;state=x">'
    const [found] = secretsIn(text, how)
    expect(text.slice(...found!.at!)).toBe('a1b2c3d4&#43;e5')
    expect(found!.value).toBe('a1b2c3d4 e5')
  })

  test('script, links and refresh', () => {
    expect(inText("location.href = 'https://app.example/cb?code=a1b2c3d4e5\\u0026state=1'")).toEqual(['code=a1b2c3d4e5'])
    expect(inText('var access_token = "at-1x9Y8z7W"; // code')).toEqual(['access_token=at-1x9Y8z7W'])
    expect(inHeader('Refresh', '0; url="https://app.example/cb?code=a1b2c3d4e5"')).toEqual(['code=a1b2c3d4e5'])
    expect(inHeader('Link', '<https://x.example/?access_token=at-1x9Y8z7W>; rel="next"')).toEqual(['access_token=at-1x9Y8z7W'])
  })
})

describe('pages', () => {
  test('hidden and password inputs, however they are written', () => {
    const page = `<form method=post action="/login?session_code=Zk3v9Qx_81mNbVcXz-00">
      <input type="hidden" name="csrf" value="9f8e7d6c5b4a3f2e"><INPUT TYPE='HIDDEN' VALUE='v1.k&#x3D;s8f7e6d5' NAME='flow'/>
      <input name=password type=password value=hunter2hunter2><input name="username" value="alice">
      <input type=hidden name=code value="a1b2c3d4e5"><input type="hidden" name="n" value="x9$k">`
    expect(inText(page)).toEqual([
      'session_code=Zk3v9Qx_81mNbVcXz-00',
      'csrf=9f8e7d6c5b4a3f2e',
      'hidden_input=v1.k=s8f7e6d5',
      'password=hunter2hunter2',
      'code=a1b2c3d4e5',
      'hidden_input=x9$k (field)',
    ])
  })

  test('what a page needs to be readable stays so', () => {
    const values = [
      'authorize',
      'allow',
      'true',
      '1',
      '1700000000',
      '2026-11-22T10:00:00Z',
      'https://app.example/callback',
      'https://other.example/x?y=z',
      '/oauth2/authorize',
      '/authorize?client_id=a&state=b1c2d3',
      'client-one-2f7a9c',
      'openid profile email',
      'openid+profile',
      'approve_consent',
      'en-US',
      'Sign in to continue',
      'alice@example.com',
      '',
      'authorization_code',
      'form_post',
      'application/x-www-form-urlencoded',
      'UsernamePasswordForm',
    ]
    const page = values.map((value) => `<input type="hidden" name="field" value="${value}">`).join('\n')
    expect(inText(page)).toEqual([])
    expect(
      inText(
        '<input type=hidden name=state value="af0ifjsldkj1234567"><input type=hidden name=redirect_uri value="com.example.app9f8e:/cb1x">',
      ),
    ).toEqual([])
  })
})

describe('header fields', () => {
  test('cookies are closed in their field always, everywhere when they look random', () => {
    expect(inHeader('Set-Cookie', 'lang=en; Path=/')).toEqual(['cookie=en (field)'])
    expect(inHeader('set-cookie', ' sid = "9f8e7d6c5b4a3f2e" ; HttpOnly')).toEqual(['cookie="9f8e7d6c5b4a3f2e"', 'cookie=9f8e7d6c5b4a3f2e'])
    expect(inHeader('set-cookie', 'gone=; Max-Age=0')).toEqual([])
    expect(inHeader('set-cookie', 'only-a-value-1234567x')).toEqual(['cookie=only-a-value-1234567x'])
    expect(inHeader('set-cookie', `s=j%3A%7B%22access_token%22%3A%22at-1x9Y8z7W%22%7D`)).toContain('access_token=at-1x9Y8z7W')
    expect(inHeader('set-cookie', 'x={"error":"invalid_grant"}')).toEqual(['cookie={"error":"invalid_grant"} (field)'])
    const [found] = secretsInHeader('set-cookie', 'a=  bc ; x', how)
    expect(found?.at).toEqual([4, 6])
    expect(inHeader('Cookie', 'a=1; sid=9f8e7d6c5b4a3f2e')).toEqual(['cookie=1 (field)', 'cookie=9f8e7d6c5b4a3f2e'])
  })

  test('credentials keep their scheme and lose the rest; Basic also gives its password', () => {
    expect(inHeader('Authorization', 'Bearer at-1x9Y8z7W')).toEqual(['access_token=at-1x9Y8z7W'])
    expect(inHeader('authorization', 'DPoP at-1x9Y8z7W')).toEqual(['access_token=at-1x9Y8z7W'])
    const basic = Buffer.from('id:s%2Bcret-1').toString('base64')
    expect(inHeader('Authorization', `Basic ${basic}`)).toEqual([`basic=${basic}`, 'client_secret=s%2Bcret-1', 'client_secret=s+cret-1'])
    expect(inHeader('Authorization', 'raw9value8')).toEqual(['authorization=raw9value8'])
    expect(inHeader('DPoP', jwt)).toEqual([`dpop_proof=${jwt}`])
    expect(inHeader('X-Api-Key', 'k-9f8e7d6c5b')).toEqual(['x_api_key=k-9f8e7d6c5b'])
    expect(inHeader('WWW-Authenticate', 'Bearer realm="x", error="invalid_token", error_description="The token expired"')).toEqual([])
    expect(inHeader('Content-Type', 'text/html; charset=utf-8')).toEqual([])
  })

  test('JWTs are found anywhere, within other secrets too', () => {
    expect(inHeader('X-Debug', `got "${jwt}".`)).toEqual([`jwt=${jwt}`])
    expect(inText(`<p>${jwt}</p> and version 1.2.3 of jose.com.example eyJhbGciOi`)).toEqual([`jwt=${jwt}`])
    expect(inHeader('set-cookie', `s=x${jwt}`)).toEqual([`cookie=x${jwt}`, `jwt=${jwt}`])
  })

  test('in our own text, what holds a mark is closed already', () => {
    expect(inHeader('Authorization', 'Bearer ‹access_token:3›', { ours: true })).toEqual([])
    expect(inText('code=‹code:2›x&code_verifier=a1b2c3d4e5f6', { ours: true, pairs: true })).toEqual(['code_verifier=a1b2c3d4e5f6'])
    expect(inText('{"code":"abc‹code:2›defg12"}')).toEqual(['code=abc‹code:2›defg12'])
  })
})

test('any text is read, and every place lies within it', () => {
  const piece = fc.constantFrom(
    '"access_token":"',
    'code=',
    '%3D',
    '&amp;',
    '\\u0026',
    '<input type=hidden value="',
    '">',
    jwt,
    'x1y2z3w4',
    '‹',
    '%E2%80',
    ' ',
    "'",
    '&#x1f600;',
    'eyJ',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 6 })), { maxLength: 15 }), fc.boolean(), (pieces, pairs) => {
      const text = pieces.join('')
      for (const { at, value } of secretsIn(text, { ...how, pairs })) {
        expect(value).not.toBe('')
        if (at) expect(0 <= at[0] && at[0] < at[1] && at[1] <= text.length).toBe(true)
      }
    }),
  )
})

test.each([
  'eyJ',
  'token:"',
  "token:'",
  '<input ',
  '"a":',
  'code=',
  '%',
  '&',
  '\\',
  '\\u0061',
  '%2525',
  '&amp;',
  'a.',
  '‹',
  '<input type=hidden value=',
])('a mebibyte of %s is read to its end', (piece) => {
  expect(secretsIn(piece.repeat((1024 * 1024) / piece.length), how).length).toBeGreaterThanOrEqual(0)
})
