import type { Answer } from '../answer.ts'
import { escapeHtml } from '../pages.ts'
import type { Parameters } from '../parameters.ts'
import type { Traits } from './wso2.ts'

/** The header fields of the product's web applications. */
export const pageHeaders = {
  'content-type': 'text/html; charset=UTF-8',
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'x-xss-protection': '1; mode=block',
  'cache-control': 'no-store, no-cache, must-revalidate, private',
  server: 'WSO2 Carbon Server',
}

const page = (title: string, body: string): Answer => ({
  status: 200,
  headers: pageHeaders,
  body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
${body}
</body>
</html>
`,
})

const hidden = (name: string, value: string, id = ''): string =>
  `<input type="hidden" name="${name}"${id && ` id="${id}"`} value="${escapeHtml(value)}">`

/** The sign-in page. What it shows and sends comes from its own address. `base` is where its form goes: relative, unless the page lives on another host. */
export function signInPage(parameters: Parameters, traits: Traits, base: string): Answer {
  const atAuthorize = traits.signsInAtAuthorize && parameters.get('type') !== 'oidc'
  return page(
    'Sign in',
    `<h1>Sign in</h1>
${parameters.get('authFailure') === 'true' ? '<p role="alert">Login failed! Please recheck the username and password and try again.</p>' : ''}
<form id="loginForm" method="post" action="${base}${atAuthorize ? '/oauth2/authorize' : '/commonauth'}">
${traits.scriptedName ? scriptedName : '<label>Username <input type="text" id="username" name="username" required></label>'}
<label>Password <input type="password" id="password" name="password" autocomplete="off" required></label>
<label><input type="checkbox" id="chkRemember" name="chkRemember"> Remember me on this computer</label>
${hidden('sessionDataKey', parameters.get('sessionDataKey') ?? '')}
${atAuthorize ? hidden('tocommonauth', 'true') : ''}
<button type="submit">Sign in</button>
</form>`,
  )
}

const scriptedName = `<label>Username <input type="text" id="usernameUserInput" name="usernameUserInput" required></label>
<input type="hidden" id="username" name="username" value="">
<script>
addEventListener('DOMContentLoaded', () => {
  document.getElementById('loginForm').addEventListener('submit', () => {
    document.getElementById('username').value = document.getElementById('usernameUserInput').value.trim()
  })
})
</script>`

/** The consent page: its hidden answer is no, and only a script makes it yes. */
export function consentPage(parameters: Parameters, { rememberBox }: Traits, base: string): Answer {
  const scopes = (parameters.get('scope') ?? '').split(' ').filter(Boolean)
  return page(
    'Consent',
    `<h1>${escapeHtml(parameters.get('application') ?? '')} requests access to your account</h1>
<p>Signed in as ${escapeHtml(parameters.get('loggedInUser') ?? '')}</p>
<ul>${scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('')}</ul>
<form id="profile" name="oauth2_authz" method="post" action="${base}/oauth2/authorize">
${rememberBox ? box : radios}
${hidden('sessionDataKeyConsent', parameters.get('sessionDataKeyConsent') ?? '')}
${hidden('consent', 'deny', 'consent')}
<input type="button" id="approve" name="approve" value="${rememberBox ? 'Allow' : 'Continue'}" onclick="approved()">
<input type="reset" value="Deny" onclick="denied()">
</form>
<script>
function answered(consent) {
  document.getElementById('consent').value = consent
  document.getElementById('profile').submit()
}
function approved() {
  answered(document.getElementById('always').checked ? 'approveAlways' : 'approve')
}
function denied() {
  answered('deny')
}
</script>`,
  )
}

const box = '<label><input type="checkbox" id="always" name="rememberApproval" value="approveAlways"> Remember my consent</label>'
const radios = `<label><input type="radio" name="scope-approval" value="approve" checked> Approve Once</label>
<label><input type="radio" id="always" name="scope-approval" value="approveAlways"> Approve Always</label>`

/** The product's error page, whatever its address says. */
export const errorPage = (parameters: Parameters): Answer =>
  page(
    'Authentication Error',
    `<h1>Authentication Error!</h1>
<p>Something went wrong during the authentication process. Please try signing in again.</p>
<p>${escapeHtml(parameters.get('oauthErrorCode') ?? '')}: ${escapeHtml(parameters.get('oauthErrorMsg') ?? '')}</p>`,
  )
