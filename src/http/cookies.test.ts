import { expect, test, vi } from 'vitest'
import { Cookies, fromAnotherSite } from './cookies.ts'

const setting = (...fields: string[]) => ({
  response: { status: 200, body: '', headers: fields.map((field): [string, string] => ['Set-Cookie', field]) },
})

test('values are marks, sent back to where they belong', () => {
  const cookies = new Cookies()
  cookies.store(
    'https://as.example/login',
    setting(
      'sid=‹cookie:1›; Path=/; HttpOnly; Secure; SameSite=Lax',
      'flow=‹cookie:2›; Path=/login',
      'wide=‹cookie:3›; Domain=as.example; Path=/',
    ),
  )
  expect(cookies.header('https://as.example/login/x?code=‹code:4›')).toBe('flow=‹cookie:2›; sid=‹cookie:1›; wide=‹cookie:3›')
  expect(cookies.header('https://as.example/token')).toBe('sid=‹cookie:1›; wide=‹cookie:3›')
  expect(cookies.header('http://as.example/token')).toBe('wide=‹cookie:3›')
  expect(cookies.header('https://sub.as.example/')).toBe('wide=‹cookie:3›')
  expect(cookies.header('https://other.example/')).toBeUndefined()
})

test('a path that holds a secret matches the URL that holds it', () => {
  const cookies = new Cookies()
  cookies.store(
    'https://as.example/auth',
    setting('interaction=‹cookie:1›; Path=/interaction/‹cookie:1›', 'resume=‹cookie:1›; Path=/auth/‹cookie:1›'),
  )
  expect(cookies.header('https://as.example/interaction/‹cookie:1›/login')).toBe('interaction=‹cookie:1›')
  expect(cookies.header('https://as.example/interaction/%E2%80%B9cookie:1%E2%80%BA')).toBe('interaction=‹cookie:1›')
  expect(cookies.header('https://as.example/interaction/‹cookie:2›')).toBeUndefined()
})

test('a cookie is replaced, and removed when it expires', () => {
  const cookies = new Cookies()
  cookies.store('https://as.example/', setting('sid=‹cookie:1›', 'sid=‹cookie:2›'))
  expect(cookies.header('https://as.example/')).toBe('sid=‹cookie:2›')
  cookies.store('https://as.example/', setting('sid=; Max-Age=0'))
  expect(cookies.header('https://as.example/')).toBeUndefined()
})

test('a cookie that was taken back, or whose time is over, is no script’s to read', () => {
  vi.useFakeTimers()
  try {
    const cookies = new Cookies()
    const names = () => cookies.readable().map(({ name }) => name)
    cookies.store('https://as.example/', setting('lasts=1', 'flow=‹cookie:1›; Path=/login', 'short=2; Max-Age=60'))
    expect(names()).toEqual(['lasts', 'flow', 'short'])
    cookies.store('https://as.example/', setting('flow=; Path=/login; Expires=Thu, 01 Jan 1970 00:00:00 GMT'))
    expect(names()).toEqual(['lasts', 'short'])
    vi.advanceTimersByTime(40_000)
    expect(cookies.header('https://as.example/')).toBe('lasts=1; short=2')
    vi.advanceTimersByTime(21_000)
    expect(names()).toEqual(['lasts'])
    expect(cookies.header('https://as.example/')).toBe('lasts=1')
  } finally {
    vi.useRealTimers()
  }
})

test.each(['http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080'])(
  'Secure and __Host- cookies go over http to %s',
  (origin) => {
    const cookies = new Cookies()
    cookies.store(`${origin}/x`, setting('a=‹cookie:1›; Secure', '__Host-b=‹cookie:2›; Secure; Path=/'))
    expect(cookies.header(`${origin}/x`)).toBe('a=‹cookie:1›; __Host-b=‹cookie:2›')
  },
)

test('hostile cookies never throw and never reach another host', () => {
  const cookies = new Cookies()
  const hostile = [
    '',
    '=',
    ';',
    '\0=\0',
    'a=b; Domain=victim.example',
    'a=b; Domain=com',
    'a=b; Expires=never',
    'x'.repeat(100_000),
    '__Host-a=b; Domain=as.example; Path=/',
    '=‹cookie:1›',
    'é=ü; Path=\u2028',
  ]
  cookies.store('https://as.example/', setting(...hostile))
  cookies.store('no URL', setting('a=b'))
  cookies.store('https://as.example/', {})
  expect(cookies.header('no URL')).toBeUndefined()
  expect(cookies.header('https://victim.example/')).toBeUndefined()
  expect(cookies.header('https://as.example/') ?? '').not.toContain('__Host-a')
})

test('another site’s page sends what SameSite lets through', () => {
  const cookies = new Cookies()
  const url = 'https://as.example/'
  cookies.store(url, setting('none=1; SameSite=None; Secure', 'lax=2; SameSite=Lax', 'strict=3; SameSite=Strict', 'unsaid=4'))
  expect(cookies.header(url, fromAnotherSite('POST'))).toBe('none=1')
  expect(cookies.header(url, fromAnotherSite('GET'))).toBe('none=1; lax=2; unsaid=4')
  expect(cookies.header(url)).toBe('none=1; lax=2; strict=3; unsaid=4')
})

test('scripts may read what is not HttpOnly', () => {
  const cookies = new Cookies()
  cookies.store(
    'https://as.example/auth/x',
    setting('sid=‹cookie:1›; Path=/; HttpOnly', 'csrf=‹cookie:2›; Secure', 'wide=‹cookie:3›; Domain=as.example; Path=/'),
  )
  expect(cookies.readable()).toEqual([
    { name: 'csrf', value: '‹cookie:2›', domain: 'as.example', path: '/auth', secure: true },
    { name: 'wide', value: '‹cookie:3›', domain: '.as.example', path: '/', secure: false },
  ])
})

test('in a frame of another site only cookies for all sites are sent and kept, and those only when they are secure', () => {
  const cookies = new Cookies()
  const url = 'https://as.example/'
  const words = [
    'all=‹cookie:1›; SameSite=None; Secure',
    'careless=‹cookie:2›; SameSite=None',
    'lax=‹cookie:3›; SameSite=Lax; Secure',
    'silent=‹cookie:4›',
  ]
  cookies.store(url, setting(...words))
  const framed = cookies.framed()
  expect(framed.header(url)).toBe('all=‹cookie:1›')
  expect(framed.readable().map(({ name }) => name)).toEqual(['all'])
  framed.store(
    url,
    setting('later=‹cookie:5›; SameSite=None; Secure', 'strict=‹cookie:6›; SameSite=Strict', 'quiet=‹cookie:7›', 'no cookie'),
  )
  expect(framed.header(url)).toBe('all=‹cookie:1›; later=‹cookie:5›')
  expect(cookies.header(url)?.split('; ').length).toBe(5)
})

test('a fresh cookie that says nothing goes with a form of another site where a browser excuses it, for two minutes', () => {
  vi.useFakeTimers()
  try {
    const cookies = new Cookies()
    const url = 'https://as.example/'
    cookies.store(url, setting('silent=‹cookie:1›', 'lax=‹cookie:2›; SameSite=Lax'))
    const sent = (...how: Parameters<typeof fromAnotherSite>) => cookies.header(url, fromAnotherSite(...how))
    expect([sent('POST'), sent('POST', true)]).toEqual([undefined, 'silent=‹cookie:1›'])
    vi.advanceTimersByTime(121_000)
    expect(sent('POST', true)).toBeUndefined()
  } finally {
    vi.useRealTimers()
  }
})

test('a copy has the same cookies, and is no part of the first', () => {
  const cookies = new Cookies()
  cookies.store('https://as.example/', setting('sid=‹cookie:1›; Path=/‹cookie:2›', 'lang=en'))
  const copy = cookies.copy()
  expect(copy.header('https://as.example/‹cookie:2›')).toBe('sid=‹cookie:1›; lang=en')
  cookies.store('https://as.example/', setting('lang=; Max-Age=0', 'more=1'))
  copy.store('https://as.example/', setting('lang=de'))
  expect([cookies, copy].map((one) => one.header('https://as.example/'))).toEqual(['more=1', 'lang=de'])
})
