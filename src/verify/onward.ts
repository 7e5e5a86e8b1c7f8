import type { Landing } from '../user-agent/landing.ts'
import type { Finding } from './finding.ts'
import { broken, held, misformed, undecided } from './findings.ts'
import { hasPassword } from './session.ts'

/** Nothing of a sign-in goes on to whom a redirect leads, in a real browser (RFC 9700 4.12): what it is about to send there holds no password. Where
 *  the policy of the page keeps this browser from sending anything, another may send it all the same. */
export function keepsPassword(landing: Landing): Finding[] {
  const onward = (landing.views ?? []).flatMap(({ n, onward }) => (onward ? [{ n, ...onward }] : []))
  const leak = onward.find(({ body }) => password.test(body))
  if (leak) {
    const [mark] = password.exec(leak.body)!
    return [
      broken(
        'a redirect after which the browser sends no password',
        `${mark} on its way to ${placeOf(leak.url)} by ${leak.method}`,
        leak.n,
      ),
    ]
  }
  const posted = landing.hops.filter(hasPassword)
  const [first] = posted
  if (!first) return [undecided('no sign-in form was sent with a password', landing.hops.at(-1)?.n)]
  const kept = posted.find((post) => post === landing.hops.at(-1) && [307, 308].includes(post.response?.status ?? 0))
  if (kept) {
    const { status } = kept.response!
    return [
      misformed('a redirect after which no browser posts a form again', `status ${status}, after which this browser sent nothing`, kept.n),
    ]
  }
  const last = onward.at(-1)
  const how = last
    ? `the browser goes on to ${placeOf(last.url)} by ${last.method}, without a password`
    : 'the password stays with the server'
  return [held(how, first.n)]
}

const password = /‹password:\d+›/

const placeOf = (url: string): string => url.split(/[?#]/)[0]!
