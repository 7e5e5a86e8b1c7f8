/** Which standard's rules the server keeps where the standards differ. It is sound in the profile of the same name. */
export type Policy = 'classic' | 'bcp' | 'oauth21'

/** What distinguishes the policies, as data, so that no step asks for a policy's name. */
export interface Rules {
  /** Who must send `code_challenge` (RFC 7636 4.4.1, RFC 9700 2.1.1, OAuth 2.1 7.5.1). */
  challengeRequiredOf: readonly ('public' | 'confidential')[]
  /** Accepted values of `code_challenge_method`. Without the parameter the method is `plain` (RFC 7636 4.3). */
  challengeMethods: readonly ('S256' | 'plain')[]
  /** Whether the user signs in before the client learns of an error by a redirect (RFC 9700 4.11.2). */
  signInBeforeErrors: boolean
  /** Whether a `redirect_uri` of the authorization request must come again with the code (RFC 6749 4.1.3; OAuth 2.1 10.2 drops it). */
  redirectUriAtTokenEndpoint: 'required' | 'checked when sent'
}

export const policies: Readonly<Record<Policy, Rules>> = {
  classic: {
    challengeRequiredOf: [],
    challengeMethods: ['S256', 'plain'],
    signInBeforeErrors: false,
    redirectUriAtTokenEndpoint: 'required',
  },
  bcp: {
    challengeRequiredOf: ['public'],
    challengeMethods: ['S256'],
    signInBeforeErrors: true,
    redirectUriAtTokenEndpoint: 'required',
  },
  oauth21: {
    challengeRequiredOf: ['public', 'confidential'],
    challengeMethods: ['S256'],
    signInBeforeErrors: true,
    redirectUriAtTokenEndpoint: 'checked when sent',
  },
}
