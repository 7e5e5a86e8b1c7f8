import type { Exchange } from '../http/exchange.ts'

/** Whether the code of a token request was bound by PKCE: an honest redemption carries a code_verifier if and only if the code's own
 *  authorization request had a code_challenge (RFC 7636 4.5). */
export const boundByPkce = (answer: Exchange | undefined): boolean =>
  Boolean(new URLSearchParams(answer?.request.body ?? '').get('code_verifier'))
