import type { Exchange } from '../http/exchange.ts'
import { active, inactive, issued, noAnswer, seen, served } from './answer.ts'
import type { Finding } from './finding.ts'
import { broken, held, lacking, undecided } from './findings.ts'

/** A token died: the last try of a poll at introspection says inactive (RFC 7662 2.2). */
export function died(series: { tries: readonly Exchange[]; settled: boolean; ms: number } | undefined): Finding[] {
  const last = series?.tries.at(-1)
  if (!series || !last) return [undecided('nobody asked whether the token is alive')]
  if (inactive(last)) return [held('the token is inactive', last.n)]
  if (active(last)) return [broken('an inactive token', `the token was still active after ${duration(series.ms)}`, last.n)]
  return [undecided(noAnswer(last) ?? `introspection did not say whether the token is active: ${seen(last)}`, last.n)]
}

/** A refresh token died: a refresh request with it is refused (RFC 6749 6, 5.2). */
export function refreshDied(answer: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent) return [undecided(silent, answer?.n)]
  return issued(answer)
    ? [broken('a refusal of the refresh token', `the refresh token still works: ${seen(answer)}`, answer?.n)]
    : [held(`the refresh token is refused: ${seen(answer)}`, answer?.n)]
}

/** A protected resource refused a token (RFC 6750 3.1). */
export function shutOut(answer: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent) return [undecided(silent, answer?.n)]
  return served(answer) ? [lacking('no access to the resource', seen(answer), answer?.n)] : [held(`no access: ${seen(answer)}`, answer?.n)]
}

const duration = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1000)} s`)
