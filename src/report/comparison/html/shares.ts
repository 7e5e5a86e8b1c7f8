import { offeredProfiles, type ProfileName, profiles } from '../../../spec/profiles.ts'
import { html, type Markup } from '../../html/markup.ts'
import { share } from '../../html/profiles.ts'
import type { Column } from '../columns.ts'
import type { SideBySide } from '../side-by-side.ts'
import { table } from './table.ts'

/** How much of each profile is met in each run. */
export const shares = ({ runs }: SideBySide): Markup => html`<section aria-labelledby="profiles"><h2 id="profiles">Profiles</h2>
<p class="lead">Requirements of the catalogue that a server can show, by the same findings. A share is of what was judged, so that it says little where much was not tried; what the profile of a run does not ask for was not looked at.</p>
${table(
  'profiles',
  'Profile',
  runs,
  offeredProfiles.map((profile) => ({ head: nameOf(profile), cells: runs.map((run) => cell(run, profile)) })),
)}</section>`

function nameOf(profile: ProfileName): Markup {
  const { title, document, draft } = profiles[profile]
  return html`<b>${title}</b> <small>${draft ? 'draft' : document !== title && document}</small>`
}

function cell(run: Column, profile: ProfileName): Markup {
  const { must, should } = run.shares.find((one) => one.profile === profile)!
  return html`${profile === run.profile && html`<span class="tag">judged by this</span>`}${share('MUST', must)}${share('SHOULD', should)}`
}
