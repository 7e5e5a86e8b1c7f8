import { profiles as described } from '../../spec/profiles.ts'
import type { Run } from '../schema.ts'
import { type ProfileShares, type Share, sharesOf } from '../shares.ts'
import { bar } from './bar.ts'
import { html, type Markup } from './markup.ts'

/** How much of each profile is met, of what it demands and of what it recommends. */
export function profiles(run: Run): Markup {
  if (run.results.length === 0) return html``
  return html`<section aria-labelledby="profiles"><h2 id="profiles">Profiles</h2>
<p class="lead">Requirements of the catalogue that a server can show, by the same findings. The run was judged by ${described[run.profile].title}; what that does not ask for was not looked at and is open in the others, until <code>grantproof judge</code> judges the run by them.</p>
<div class="profiles">${sharesOf(run).map((shares) => profile(shares, run.profile))}</div>
</section>`
}

function profile({ profile, must, should }: ProfileShares, judgedBy: string): Markup {
  const { title, document, draft } = described[profile]
  return html`<div class="profile${profile === judgedBy && ' own'}"><h3>${title} <small>${draft ? 'draft' : document !== title && document}</small>${profile === judgedBy && html` <span class="tag">this run</span>`}</h3>
${share('MUST', must)}${share('SHOULD', should)}</div>`
}

const segments = [
  ['met', 'pass', 'met'],
  ['partly', 'warn', 'not to the letter'],
  ['unmet', 'fail', 'not met'],
  ['open', 'open', 'not judged'],
] as const

/** How much of what is asked with one strength is met: a share, a bar and the numbers behind them. */
export function share(word: string, of: Share): Markup {
  const all = of.met + of.partly + of.unmet + of.open
  const judged = all - of.open
  return html`<div class="share"><p><b>${word}</b> <span class="big">${judged === 0 ? '–' : `${Math.floor((100 * of.met) / judged)} %`}</span> <small>${of.met} of ${judged} judged</small></p>
${bar(segments.map(([name, tone]) => ({ tone, count: of[name] })))}
<p><small>${segments.flatMap(([name, , label]) => (of[name] > 0 ? [`${of[name]} ${label}`] : [])).join(' · ')}</small></p></div>`
}
