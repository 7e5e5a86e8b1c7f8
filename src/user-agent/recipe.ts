import type { Interaction, InteractionStep } from '../target/target.ts'
import { type Control, type Form, isSubmit, type Tag } from './form.ts'
import { isInside } from './origin.ts'
import type { Page } from './page.ts'
import { selector } from './selector.ts'
import { type Asking, following, type Submission, submission } from './understanding.ts'

/** What a recipe of the configuration says to a page. `as`: which question it answered, as far as the recipe tells. */
export interface Recipe {
  submit?: Submission
  as?: 'sign_in' | 'consent'
  /** Why the recipe could not be followed, in words that fit behind "the page ". */
  why?: string
}

/** A page as recipes are asked for it. */
export interface Asked {
  page: Page
  html: string
  /** The user's name in the configuration. */
  user: string
  asking: Asking
}

/** What the target's `interaction` says to a page: it comes before our own understanding. Undefined: nothing. In what is filled in,
 *  `{username}` and `{password}` stand for the user's. */
export function byRecipe(interaction: Interaction | undefined, asked: Asked): Recipe | undefined {
  if (interaction === undefined) return undefined
  if (typeof interaction === 'function') return byFunction(interaction, asked)
  const step = interaction.find((one) => (one.for ?? 'sign_in') !== opposite(asked.asking.purpose) && applies(one, asked.page))
  if (step === undefined) return undefined
  const as = questionOf(step)
  return { ...follow(step, asked), ...(as ? { as } : {}) }
}

const opposite = (purpose: Asking['purpose']) => (purpose === 'approve' ? 'deny' : 'approve')

function byFunction(
  interaction: Extract<Interaction, (...given: never[]) => unknown>,
  { page, html, user, asking }: Asked,
): Recipe | undefined {
  try {
    const answer = interaction({ url: page.url, html, purpose: asking.purpose, user })
    if (answer === undefined) return undefined
    if (!isInside(answer.url, asking.origins))
      return { why: 'was answered by the interaction function with a URL outside the configured origins' }
    const used = answer.fields.some(([, value]) => value.includes('{password}'))
    const fields = answer.fields.map(([name, value]): [string, string] => [name, filled(value, asking)])
    return { submit: { ...answer, fields }, ...(used ? { as: 'sign_in' } : {}) }
  } catch (error) {
    return { why: `made the interaction function throw: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function applies({ when }: InteractionStep, page: Page): boolean {
  if (when.url !== undefined && !matchesUrl(when.url, page.url)) return false
  return when.selector === undefined || page.tags.some(selector(when.selector) ?? (() => false))
}

/** `*` stands for anything; a pattern without it may stand anywhere in the URL. */
function matchesUrl(pattern: string, url: string): boolean {
  if (!pattern.includes('*')) return url.includes(pattern)
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop() ?? ''
  let at = url.startsWith(first) ? first.length : -1
  for (const part of rest) at = at < 0 ? -1 : endOf(url, part, at)
  return at >= 0 && url.length - last.length >= at && url.endsWith(last)
}

const endOf = (url: string, part: string, from: number): number => {
  const at = url.indexOf(part, from)
  return at < 0 ? -1 : at + part.length
}

function questionOf(step: InteractionStep & { for?: string }): Recipe['as'] {
  if (step.for !== undefined) return step.for === 'sign_in' ? 'sign_in' : 'consent'
  return Object.values(step.fill ?? {}).some((value) => value.includes('{password}')) ? 'sign_in' : undefined
}

class NotThere extends Error {}

function follow(step: InteractionStep, asked: Asked): Recipe {
  try {
    const submit = play(step, asked)
    return submit ? { submit } : { why: 'has a form for the interaction step that would be sent outside the configured origins' }
  } catch (error) {
    if (error instanceof NotThere) return { why: error.message }
    throw error
  }
}

function play(step: InteractionStep, { page, asking }: Asked): Submission | undefined {
  const overrides = new Map<Control, string | boolean>()
  for (const [where, value] of Object.entries(step.fill ?? {})) overrides.set(controlsAt(page, where)[0]!, filled(value, asking))
  for (const [where, value] of Object.entries(step.choose ?? {}))
    for (const [control, choice] of chosen(controlsAt(page, where), value)) overrides.set(control, choice)
  const link = step.click === undefined ? undefined : page.links.find(test(step.click))
  if (link?.url) return isInside(link.url, asking.origins) ? following(link.url) : undefined
  const clicked = step.click === undefined ? undefined : controlsAt(page, step.click)[0]
  const form = formFor(page, step.submit, clicked ?? overrides.keys().next().value)
  const submitter =
    clicked ?? (step.submit === undefined ? form.controls.find((control) => isSubmit(control) && !control.disabled) : undefined)
  return submission(page, form, asking.origins, overrides, submitter && isSubmit(submitter) ? submitter : undefined, submitter)
}

const filled = (value: string, { user, password }: Asking): string =>
  value.replaceAll('{username}', user).replaceAll('{password}', password)

function test(text: string): (tag: Tag) => boolean {
  const found = selector(text)
  if (found === undefined)
    throw new NotThere(
      `was to be answered by an interaction step with the selector "${text}", which is more than tag, #id, .class and [name=value]`,
    )
  return found
}

function controlsAt(page: Page, where: string): Control[] {
  const found = page.forms.flatMap(({ controls }) => controls).filter(test(where))
  if (found.length === 0) throw new NotThere(`has no control "${where}" in a form, as the interaction step expects`)
  return found
}

function formFor(page: Page, where: string | undefined, control: Control | undefined): Form {
  const form =
    where === undefined
      ? page.forms.find(({ controls }) => control !== undefined && controls.includes(control))
      : page.forms.find(test(where))
  if (form === undefined)
    throw new NotThere(
      `has no form ${where === undefined ? 'that the interaction step names' : `"${where}", as the interaction step expects`}`,
    )
  return form
}

const ticks: Readonly<Record<string, boolean>> = { on: true, true: true, yes: true, off: false, false: false, no: false }

/** A select gets the value; of radios and boxes the one with that value is ticked; `on` and `off` tick a box. */
function chosen(controls: readonly Control[], value: string): [Control, string | boolean][] {
  const [first] = controls
  if (first?.type === 'select') return [[first, first.options.find((option) => option.text === value)?.value ?? value]]
  const exact = controls.find((control) => control.value === value)
  if (first?.type === 'radio') return controls.map((control) => [control, control === exact])
  if (exact !== undefined) return [[exact, true]]
  return controls.map((control) => [control, ticks[value.toLowerCase()] ?? true])
}
