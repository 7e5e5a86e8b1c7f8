import type { ProfileName } from '../../spec/index.ts'
import { profiles as described } from '../../spec/profiles.ts'
import type { Run } from '../run.ts'
import { metShare, type ProfileShares, type Share, sharesOf } from '../shares.ts'
import { bar } from './bar.ts'
import { html, type Markup } from './markup.ts'

/** How much of each profile is met, of what it demands and of what it recommends. */
export function profiles(run: Run): Markup {
  if (run.results.length === 0) return html``
  return html`<section aria-labelledby="profiles"><h2 id="profiles">Profiles</h2>
<p class="lead">Of the requirements in the catalogue that a server can show: how many of those that were judged are met. What was not tried, and what no scenario judges yet, counts neither for the server nor against it.</p>
<div class="profiles">${sharesOf(run).map((shares) => profile(shares, run))}</div>
</section>`
}

function profile({ profile, must, should }: ProfileShares, run: Run): Markup {
  const { title, document, draft } = described[profile]
  const from = [draft ? 'draft' : document !== title && document, profile === run.profile && 'this run'].filter(Boolean)
  return html`<div class="profile${profile === run.profile && ' own'}"><h3>${title}</h3><p class="from">${from.join(' · ')}</p>
${share('MUST', must)}${share('SHOULD', should)}${profile !== run.profile && least(profile, run)}</div>`
}

/** The same findings say less of a profile that nobody judged by. */
const least = (profile: ProfileName, { profile: judgedBy, evidence }: Run): Markup =>
  html`<p class="least"><b>Lower bounds:</b> what ${described[judgedBy].title} does not ask for was not looked at, and is among the not tried. More may be met, and more not met: <code>grantproof ${evidence === 'none' ? 'run' : 'judge RUN'} --profile ${profile}</code> tells.</p>`

const segments = [
  ['met', 'pass', 'met'],
  ['partly', 'warn', 'not to the letter'],
  ['unmet', 'fail', 'not met'],
  ['open', 'open', 'not tried'],
  ['unwritten', 'unwritten', 'without a scenario yet'],
] as const

/** How much of what is asked with one strength is met: a share, a bar and the numbers behind them. */
export function share(word: string, of: Share): Markup {
  const judged = of.met + of.partly + of.unmet
  return html`<div class="share"><p><b>${word}</b> <span class="big">${metShare(of) ?? '–'}</span> <small>${of.met} of ${judged} judged</small></p>
${bar(segments.map(([name, tone]) => ({ tone, count: of[name] })))}
<p class="parts">${segments.flatMap(([name, , label]) => (of[name] > 0 ? [html`<span>${of[name]} ${label}</span> `] : []))}</p></div>`
}
