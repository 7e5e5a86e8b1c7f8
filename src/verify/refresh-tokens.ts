import type { Exchange } from '../http/exchange.ts'
import { errorCode, issued, noAnswer, refreshToken, seen } from './answer.ts'
import type { Finding } from './finding.ts'
import { broken, held, lacking, misformed, noted, undecided } from './findings.ts'
import { refreshDied } from './liveness.ts'
import { refused } from './token-endpoint.ts'

/** The refresh token to use next after some answers: the newest, for an answer without one keeps the last (RFC 6749 6). */
export const newestRefreshToken = (answers: readonly Exchange[]) => answers.map((answer) => refreshToken(answer)).findLast(Boolean)

/** Refresh tokens of a public client are replaced, so that a stolen one is noticed (RFC 9700 2.2.2, 4.14.2). `answers` begin with
 *  the token response and go on with a refresh each; `replay` presents the first refresh token once more. */
export function rotated(answers: readonly Exchange[], replay: Exchange | undefined): Finding[] {
  const open = answers.find((answer) => !issued(answer))
  if (open) return [undecided(noAnswer(open) ?? `a refresh with the newest token was refused: ${seen(open)}`, open.n)]
  const kept = answers
    .slice(1)
    .filter((answer, i) => [undefined, newestRefreshToken(answers.slice(0, i + 1))].includes(refreshToken(answer)))
  const [again] = presentedTwice(answers)
  if (again && kept.length < answers.length - 1)
    return [broken('another refresh token after each refresh', 'a token that was replaced once and then worked twice', again.n)]
  if (kept.length === 0) return [held(`another refresh token after each of ${answers.length - 1} refreshes`, answers.at(-1)?.n)]
  const silent = noAnswer(replay)
  if (silent) return [undecided(silent, replay?.n)]
  return issued(replay)
    ? [broken('another refresh token after each refresh', 'the same one, which works again and again', kept[0]?.n)]
    : [noted('a refresh kept its token, yet the first one no longer works', kept[0]?.n)]
}

/** Successful refreshes with a token that had been presented successfully before. */
function presentedTwice(answers: readonly Exchange[]): Exchange[] {
  const presented = answers.slice(1).map((_, i) => newestRefreshToken(answers.slice(0, i + 1)))
  return answers.slice(1).filter((_, i) => presented.indexOf(presented[i]) < i)
}

/** A refresh token that was replaced is refused once its grace is over (RFC 9700 4.14.2). */
export function replacedTokenDied(replays: readonly Exchange[]): Finding[] {
  const [first, last] = [replays[0], replays.at(-1)]
  const early = replays.length > 1 && issued(first) ? [noted('for a while a replaced refresh token still works', first?.n)] : []
  return [...refused(last, 'invalid_grant'), ...early]
}

/** Presenting a replaced refresh token also ends its successors, since one of two users is a thief (RFC 9700 4.14.2).
 *  `sibling` is a refresh of another grant at the same time: it shows that refreshing works. */
export function familyDied(successor: Exchange | undefined, sibling: Exchange | undefined): Finding[] {
  if (issued(sibling)) return refreshDied(successor)
  if (errorCode(sibling) === 'invalid_grant') return [...refreshDied(successor), noted('other grants of the user ended too', sibling?.n)]
  return [undecided(noAnswer(sibling) ?? `another grant cannot be refreshed either: ${seen(sibling)}`, sibling?.n)]
}

/** The parent of the active refresh token is refused once its grace is over (RFC 9700 4.14.2). `chain` is the token response and one refresh,
 *  `again` presents the first token once more, `uses` the newest token and then that of the chain, where `again` yielded anything. */
export function parentRefused(chain: readonly Exchange[], again: Exchange | undefined, uses: readonly Exchange[]): Finding[] {
  const open = chain.find((answer) => !issued(answer))
  if (open) return [undecided(noAnswer(open) ?? `the refresh was refused: ${seen(open)}`, open.n)]
  const [parent, active] = [newestRefreshToken(chain.slice(0, 1)), newestRefreshToken(chain)]
  if (parent === active) return [noted('refresh tokens of public clients are not replaced', chain[1]?.n)]
  if (!issued(again)) return refused(again, 'invalid_grant')
  const forked = uses.length > 1 && uses.every(issued) && ![undefined, active, parent].includes(refreshToken(again))
  return forked
    ? [broken('a refusal of the token that was replaced', 'a second successor beside the first, and both work', again?.n)]
    : [held('it ends with the next use', again?.n), misformed('a refusal of the token that was replaced', seen(again), again?.n)]
}

/** A refresh token leads on: of a chain of refreshes, each with the newest token, all succeed (RFC 6749 6). One that was given with the last
 *  answer and is refused is missing; one that the server never gave again may have been for a single use. */
export function leadsOn(chain: readonly Exchange[]): Finding[] {
  const [first, second, third] = chain
  const silent = [first, second, third].map((answer) => noAnswer(answer)).find(Boolean)
  if (silent) return [undecided(silent)]
  if (!issued(second)) return [undecided(`the first refresh was refused: ${seen(second)}`, second?.n)]
  if (issued(third)) return [held('one refresh after another succeeds', third?.n)]
  if (!refreshToken(second)) return [noted('a refresh token works once, and the refresh gives no other', third?.n)]
  return [lacking('a token for the refresh token of the last answer', seen(third), third?.n)]
}
