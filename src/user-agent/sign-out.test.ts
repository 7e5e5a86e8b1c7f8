import { expect, test } from 'vitest'
import { readPage } from './page.ts'
import { understand } from './understand.ts'

const url = 'https://as.example/logout?client_id=web'
const asking = { user: 'alice', password: 'p', purpose: 'approve', origins: ['https://as.example'], signingOut: true } as const
const read = (html: string, { signingOut }: { signingOut?: true } = asking) => {
  const { signingOut: _, ...rest } = asking
  return understand(readPage(html, url), { ...rest, ...(signingOut && { signingOut }) })
}
const sent = (html: string) => {
  const { kind, submit } = read(html)
  return [kind, ...(submit ? [`${submit.method} ${submit.url}`, ...submit.fields.map((pair) => pair.join('='))] : [])]
}

const pages: Record<string, [html: string, expected: string[]]> = {
  Keycloak: [
    `<title>Logging out</title><div id=kc-logout-confirm><p class=instruction>Do you want to log out?</p>
    <form class=form-actions action="/realms/lab/protocol/openid-connect/logout/logout-confirm?client_id=web" method=POST>
    <input type=hidden name=session_code value=c1><input tabindex=4 name=confirmLogout id=kc-logout type=submit value=Logout></form></div>`,
    [
      'POST https://as.example/realms/lab/protocol/openid-connect/logout/logout-confirm?client_id=web',
      'session_code=c1',
      'confirmLogout=Logout',
    ],
  ],
  'oidc-provider': [
    `<title>Logout Request</title><h1>Do you want to sign-out from as.example?</h1>
    <form id="op.logoutForm" method=post action="/session/end/confirm"><input type=hidden name=xsrf value=x1></form>
    <button autofocus type=submit form="op.logoutForm" value=yes name=logout>Yes, sign me out</button>
    <button type=submit form="op.logoutForm">No, stay signed in</button>`,
    ['POST https://as.example/session/end/confirm', 'xsrf=x1', 'logout=yes'],
  ],
  'django-oauth-toolkit': [
    `<title>Django</title><form id=authorizationForm method=post><h3>Confirm Logout?</h3><input type=hidden name=csrfmiddlewaretoken value=t>
    <p>Do you want to log out from Web?</p><input type=submit class="btn" value=Cancel /><input type=submit class="btn" name=allow value=Logout /></form>`,
    ['POST https://as.example/logout?client_id=web', 'csrfmiddlewaretoken=t', 'allow=Logout'],
  ],
  'buttons that only say yes and no': [
    '<title>Abmelden</title><form method=post action=/o><button name=a value=n>Nein</button><button name=a value=j>Ja</button></form>',
    ['POST https://as.example/o', 'a=j'],
  ],
  'two buttons about signing out, of which one does not': [
    '<title>Sign out</title><form method=post action=/o><button name=a value=1>Do not sign out</button><button name=a value=2>Sign out</button></form>',
    ['POST https://as.example/o', 'a=2'],
  ],
  'a button that signs out everywhere before one that does not': [
    '<title>Sign out</title><form method=post action=/o><button name=a value=all>Sign out everywhere</button><button name=a value=one>Sign out</button></form>',
    ['POST https://as.example/o', 'a=one'],
  ],
  'a button about staying, in another language': [
    '<title>Abmelden</title><form method=post action=/o><button name=a value=n>Nicht abmelden</button><button name=a value=j>Abmelden</button></form>',
    ['POST https://as.example/o', 'a=j'],
  ],
  'a form to go back before the form that signs out': [
    '<title>Sign out</title><form method=post action=/back><button>Back to the application</button></form><form method=post action=/o><button>Sign out</button></form>',
    ['POST https://as.example/o'],
  ],
  'a link': ['<title>Log out</title><p>Really?</p><a href=/cancel>Cancel</a><a href=/go>Log out now</a>', ['GET https://as.example/go']],
}

test.each(Object.entries(pages))('a question is answered with yes: %s', (_, [html, expected]) =>
  expect(sent(html)).toEqual(['sign_out', ...expected]),
)

test.each(Object.entries(pages))('nobody signs out who does not want to: %s', (_, [html]) =>
  expect(read(html, {}).kind).not.toBe('sign_out'),
)

test.each([
  ['who has signed out', '<title>Signed out</title><h1>You are signed out</h1><p>Close this window.</p>'],
  [
    'who would sign in',
    '<title>Sign in</title><form method=post><input name=username><input type=password name=password><button>Sign in</button></form>',
  ],
  [
    'who looks for something',
    '<title>Signed out</title><form role=search action=/find><input type=search name=q><button>Log out of search</button></form>',
  ],
  ['who is asked to stay', '<title>Log out</title><form method=post action=/o><button name=a value=no>Cancel</button></form>'],
])('there is nothing to say yes to for somebody %s', (_, html) => expect(read(html).kind).not.toBe('sign_out'))

test('nothing is sent to strangers', () => {
  expect(sent('<title>Sign out</title><form method=post action="https://other.example/out"><button>Sign out</button></form>')[0]).not.toBe(
    'sign_out',
  )
})

test.each([
  '<title>Signing out</title><p>You are logged out<script src=/app.js></script>',
  '<title>Abgemeldet</title><script src=/app.js></script><form role=search><input type=search name=q></form>',
])('a page that says that it is done waits for no script: %s', (html) => {
  expect([read(html).kind, read(html, {}).kind]).toEqual(['error', 'needs_script'])
})

test.each([
  '<title>Signing out</title><p>You are being logged out<script src=/app.js></script>',
  '<title>Sign out</title><p>If you continue you will be logged out of all devices<script src=/app.js></script>',
  '<title>Sign out</title><p>You have not been logged out<script src=/app.js></script>',
  '<title>Signing out</title><div id=app></div><script src=/app.js></script>',
  '<title>Sign out</title><p>Loading …<script src=/app.js></script>',
])('a page that says nothing yet may still ask: %s', (html) => expect(read(html).kind).toBe('needs_script'))

test.each([
  '<title>Logged out</title><meta http-equiv=refresh content="3;url=/finish"><p>You are being logged out.',
  '<title>Logged out</title><p>You are logged out of Web. <a href=/finish>Continue</a>',
])('a page that goes on is followed: %s', (html) => expect(sent(html)).toEqual(['continue', 'GET https://as.example/finish']))

test('of several forms none is answered that does not name what it does', () => {
  const [back, more] = [
    '<form method=post action=/b><button>Back</button></form>',
    '<form method=post action=/m><button>More</button></form>',
  ]
  expect(read(`<title>Sign out</title>${back}${more}`).kind).not.toBe('sign_out')
})

test('a page with more than one way, or with boxes, leaves a choice', () => {
  const choice = (inside: string) => read(`<title>Sign out</title><form method=post action=/o>${inside}</form>`).choice
  expect(choice('<button name=a value=1>Sign out</button>')).toBeUndefined()
  expect(choice('<button name=a value=1>Sign out</button><button name=a value=2>Sign out everywhere</button>')).toBe(true)
  expect(choice('<input type=checkbox name=all> Everywhere <button name=a value=1>Sign out</button>')).toBe(true)
})
