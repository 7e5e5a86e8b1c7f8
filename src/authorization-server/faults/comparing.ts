import { type Candidates, checkRedirectUriBy } from '../endpoints/authorization.ts'
import { type Match, sameButLoopbackPort, sameString } from '../redirect-uri.ts'
import type { Fault } from './fault.ts'

/** A comparison of redirection URIs that lets through more than the sound one. */
export const accepting = (match: Match, candidates?: Candidates): Pick<Fault, 'authorization'> => ({
  authorization: {
    checkRedirectUri: checkRedirectUriBy(
      (registered, requested) => sameString(registered, requested) || match(registered, requested),
      (registered, requested) => sameButLoopbackPort(registered, requested) || match(registered, requested),
      candidates,
    ),
  },
})

/** A comparison of what is left of both URIs. */
export const comparing = (reduce: (uri: string) => string): Pick<Fault, 'authorization'> =>
  accepting((registered, requested) => reduce(registered) === reduce(requested))

/** A URI as scheme, authority and rest: `https://`, `client.example`, `/callback`. */
export function splitUri(uri: string): { scheme: string; authority: string; rest: string } {
  const [, scheme = uri, authority = '', rest = ''] = /^([^:]*:\/\/)([^/?#]*)(.*)$/s.exec(uri) ?? []
  return { scheme, authority, rest }
}

/** A comparison of authorities, where scheme and rest are the same. */
export const comparingAuthority = (match: Match): Pick<Fault, 'authorization'> =>
  accepting((registered, requested) => {
    const [ours, theirs] = [splitUri(registered), splitUri(requested)]
    return ours.authority !== '' && ours.scheme === theirs.scheme && ours.rest === theirs.rest && match(ours.authority, theirs.authority)
  })

/** Percent-decoded, where that is possible. */
export const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
