/** The profiles by which evidence is graded. */
export type ProfileName = 'classic' | 'bcp' | 'oauth21' | 'fapi2'

/** Those that a run can be judged by. The catalogue knows one more, whose scenarios are still too few to go by. */
export const offeredProfiles = ['classic', 'bcp', 'oauth21'] as const satisfies readonly ProfileName[]

/** What a profile stands for; a `draft` may still change, and each failure in it says so. */
export interface ProfileDescription {
  name: ProfileName
  title: string
  document: string
  draft: boolean
  summary: string
}

/** Every profile, in the order of their strictness. */
export const profiles: Readonly<Record<ProfileName, ProfileDescription>> = {
  classic: {
    name: 'classic',
    title: 'OAuth 2.0',
    document: 'RFC 6749',
    draft: false,
    summary: 'RFC 6749 and the extensions in use; what only the Security BCP forbids is noted or warned of.',
  },
  bcp: {
    name: 'bcp',
    title: 'OAuth 2.0 Security BCP',
    document: 'RFC 9700',
    draft: false,
    summary: 'Best current practice: exact redirect URIs, PKCE, rotated or bound refresh tokens, no password grant.',
  },
  oauth21: {
    name: 'oauth21',
    title: 'OAuth 2.1',
    document: 'OAuth 2.1',
    draft: true,
    summary: 'draft-ietf-oauth-v2-1-16, a draft that may still change: PKCE for all, no implicit grant, no tokens in queries.',
  },
  fapi2: {
    name: 'fapi2',
    title: 'FAPI 2.0 Security Profile',
    document: 'FAPI 2.0 Security Profile',
    draft: false,
    summary: 'Confidential clients with keys, pushed authorization requests, S256, iss and sender-constrained tokens only.',
  },
}
