import type { Control } from './form.ts'
import type { Attachment } from './landing.ts'
import { withoutQuery } from './origin.ts'
import type { Page } from './page.ts'
import { type Step, suggestedSteps } from './suggest.ts'
import type { Understanding } from './understanding.ts'

/** A control as a person would name it. Its value is left out: it may be a secret. */
export interface SeenControl {
  type: string
  name: string
  label: string
}

/** A page that nobody could answer, as far as its owner has to know it to say how. Texts are the target's, with marks for secrets. */
export interface UnreadPage {
  /** In the configuration: `alice`. */
  user: string
  /** Without query and fragment. */
  url: string
  title: string
  why: string
  forms: { method: string; action: string; controls: SeenControl[] }[]
  /** Controls outside any form: only a script can send them. */
  loose: SeenControl[]
  /** Steps of `interaction` to begin with; none where no form can be answered by them. */
  steps: Step[]
  picture?: Attachment
}

/** What nobody can answer by filling in a form. */
const beyondForms: ReadonlySet<Understanding['kind']> = new Set(['captcha', 'second_factor', 'needs_script'])

const mostForms = 5
const mostControls = 20

/** Looks at a page that was not understood. */
export function unreadPage(page: Page, { user, why, kind }: { user: string; why: string; kind: Understanding['kind'] }): UnreadPage {
  return {
    user,
    url: withoutQuery(page.url),
    title: page.title,
    why,
    forms: page.forms.slice(0, mostForms).map(({ method, action, controls }) => ({
      method,
      action: withoutQuery(action ?? ''),
      controls: controls.slice(0, mostControls).map(seen),
    })),
    loose: page.orphans.slice(0, mostControls).map(seen),
    steps: beyondForms.has(kind) ? [] : suggestedSteps(page),
  }
}

const seen = ({ type, name, label }: Control): SeenControl => ({ type, name, label })
