import { createHash } from 'node:crypto'
import type { Answer } from './answer.ts'
import type { AuthorizationRequest, Interaction, Session } from './store.ts'

/** Text as HTML shows it, safe in content and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:4rem auto;padding:0 1rem}label,button{display:block;margin:.6rem 0}'
const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const styleHash = hash(style)

/** A page of the server: not to be framed, stored, sniffed or told about to other sites (RFC 9700 4.16, 4.2.4). Only the script that is named here runs. */
export const page = (status: number, title: string, body: string, script = ''): Answer => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src ${styleHash}; ${script && `script-src ${hash(script)}; `}base-uri 'none'; frame-ancestors 'none'`,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  },
  body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
${script && `<script>${script}</script>`}</body>
</html>
`,
})

export const errorPage = (status: number, message: string): Answer => page(status, 'This cannot go on', `<p>${escapeHtml(message)}</p>`)

const hidden = ({ id, session }: Interaction): string => `<input type="hidden" name="interaction" value="${escapeHtml(id)}">
<input type="hidden" name="csrf" value="${escapeHtml(session.csrf)}">`

export const signInPage = (interaction: Interaction, failed = false): Answer =>
  page(
    200,
    'Sign in',
    `${failed ? '<p role="alert">Wrong user name or password.</p>' : ''}
<form method="post" action="/sign-in">
${hidden(interaction)}
<label>User name <input name="username" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button type="submit">Sign in</button>
</form>`,
  )

/** The response as a form that the browser posts to the client by itself (OAuth 2.0 Form Post Response Mode 2). */
export const formPostPage = (action: string, parameters: readonly (readonly [string, string])[]): Answer =>
  page(
    200,
    'Back to the application',
    `<form method="post" action="${escapeHtml(action)}">
${parameters.map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`).join('\n')}
<noscript><button type="submit">Continue</button></noscript>
</form>`,
    'document.forms[0].submit()',
  )

/** A value that a script may hold, in which no end of the script can stand. */
export const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

/** The response as a message to the page that opened the window, which the browser gives to none but this origin (RFC 9700 4.17.2). */
export const webMessagePage = (targetOrigin: string, parameters: readonly (readonly [string, string])[]): Answer =>
  page(
    200,
    'Back to the application',
    '<p>You can close this window.</p>',
    `opener?.postMessage(${inScript({ type: 'authorization_response', response: Object.fromEntries(parameters) })}, ${inScript(targetOrigin)})`,
  )

const scopeBox = (token: string): string =>
  `<label><input type="checkbox" name="scope" value="${escapeHtml(token)}" checked> ${escapeHtml(token)}</label>`

/** Says who asks, for what, in whose name, and where the answer goes (RFC 6749 10.2). */
export function consentPage(interaction: Interaction, { client, redirectUri, scope }: AuthorizationRequest): Answer {
  return page(
    200,
    `Allow ${client.client_name ?? client.client_id}?`,
    `<p>You are signed in as <strong>${escapeHtml(interaction.session.user!.username)}</strong>.
<strong>${escapeHtml(client.client_name ?? client.client_id)}</strong> (${escapeHtml(client.client_id)}) asks for:</p>
<form method="post" action="/consent">
${hidden(interaction)}
${[...scope].map(scopeBox).join('\n')}
<p>You will be sent to ${escapeHtml(redirectUri)}</p>
<button type="submit" name="decision" value="allow">Allow</button>
<button type="submit" name="decision" value="deny">Deny</button>
</form>`,
  )
}

/** Asks whether the user wants to sign out (OpenID Connect RP-Initiated Logout 1.0, 2). */
export const signOutPage = ({ csrf, user }: Session): Answer =>
  page(
    200,
    'Sign out?',
    `<p>You are signed in as <strong>${escapeHtml(user!.username)}</strong>.</p>
<form method="post" action="/sign-out">
<input type="hidden" name="csrf" value="${escapeHtml(csrf)}">
<button type="submit" name="decision" value="sign_out">Sign out</button>
<button type="submit" name="decision" value="stay">Stay signed in</button>
</form>`,
  )

export const signedOutPage = (): Answer => page(200, 'Signed out', '<p>Nobody is signed in here.</p>')

export const stillSignedInPage = ({ user }: Session): Answer =>
  page(200, 'Still signed in', `<p>You are still signed in as <strong>${escapeHtml(user!.username)}</strong>.</p>`)
