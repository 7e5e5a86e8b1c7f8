import type { InteractionStep } from '../target/target.ts'
import { type Control, type Form, isButton, isSubmit, type Tag } from './form.ts'
import { parsed } from './origin.ts'
import type { Page } from './page.ts'
import { isLasting, polarityOf } from './polarity.ts'
import { selector } from './selector.ts'
import { isFurniture, isPassword, isTyped, leadsAway } from './traits.ts'

/** A step of `interaction`, as the configuration has it. */
export type Step = InteractionStep & { for?: 'sign_in' | 'approve' | 'deny' }

/** Stands where nobody but the page's owner knows what to say. */
export const unknownValue = '…'

/** Steps to begin with for a page that is not understood, its form guessed at: who it asks for is filled in, what else it asks for is left open. None where no
 *  form can be told from others by its selectors. */
export function suggestedSteps(page: Page): Step[] {
  const form = likeliest(page)
  if (form === undefined) return []
  const { controls } = form
  const when = whenOf(page, form)
  const typed = controls.filter((control) => isTyped(control) && !control.hidden)
  const fill = fillOf(page, typed)
  const answers = { ...entry('fill', fill), ...entry('choose', chooseOf(page, controls)) }
  if (Object.keys(fill).length < typed.length) return []
  if (typed.length > 0) {
    const as = typed.some(isPassword) ? {} : { for: 'sign_in' as const }
    return [{ when, ...as, ...answers, ...click(page, buttonOf(controls, 'approve')) }]
  }
  const steps = (['approve', 'deny'] as const).flatMap((purpose): Step[] => {
    const button = buttonOf(controls, purpose)
    return button ? [{ when, for: purpose, ...(purpose === 'approve' ? answers : {}), ...click(page, button) }] : []
  })
  return steps.filter(({ click: clicked }) => clicked !== undefined)
}

function likeliest({ forms }: Page): Form | undefined {
  const fitting = forms.filter((form) => !isFurniture(form) && !leadsAway(form) && form.method !== 'DIALOG')
  const withTyped = fitting.filter(({ controls }) => controls.some(isTyped))
  return (
    withTyped.find(({ controls }) => controls.some(isPassword)) ?? withTyped[0] ?? fitting.find(({ controls }) => controls.some(isButton))
  )
}

/** Where the page is, without what a single visit puts into its path; and by the form's own selector, if it has one. */
function whenOf(page: Page, form: Form): Step['when'] {
  const { origin = '', pathname = '/' } = parsed(page.url) ?? {}
  const path = pathname.split('/').map((part) => (/^(?=.*\d)[\w.~-]{8,}$|%|mark/.test(part) ? '*' : part))
  const own = uniquely(form, [...named(form), ...byId(form)], page.forms)
  const url = path.includes('*') ? `*${path.join('/')}*` : pathname === '/' ? `${origin}/` : pathname
  return { url, ...(own !== undefined && { selector: own }) }
}

function fillOf(page: Page, typed: readonly Control[]): Record<string, string> {
  const first = typed.find((control) => !isPassword(control))
  const identified = typed.some(isPassword) || typed.length === 1
  const value = (control: Control) => (isPassword(control) ? '{password}' : control === first && identified ? '{username}' : unknownValue)
  return selected(page, typed, value)
}

/** What has to be chosen and is not: the first option that stands for something, the first radio button, each box that is required. */
function chooseOf(page: Page, controls: readonly Control[]): Record<string, string> {
  const open = controls.filter(({ disabled, hidden }) => !disabled && !hidden)
  const selects = open.filter(({ type, options }) => type === 'select' && !options.some((one) => one.selected && one.value !== ''))
  const boxes = open.filter((one) => one.type === 'checkbox' && !one.checked && one.attributes.has('required') && !isLasting(one))
  const radios = open.filter((one) => one.type === 'radio' && !open.some((other) => other.name === one.name && other.checked))
  const groups = [...new Map(radios.map((one) => [one.name, one])).keys()].map((name) => radios.find((one) => one.name === name)!)
  return {
    ...selected(page, selects, ({ options }) => safe(options.find(({ value, disabled }) => value !== '' && !disabled)?.value)),
    ...selected(page, boxes, () => 'on'),
    ...Object.fromEntries(groups.flatMap((one) => named(one).map((where) => [where, safe(one.value)]))),
  }
}

const safe = (value: string | undefined): string => (value !== undefined && plain.test(value) ? value : unknownValue)

function selected(page: Page, controls: readonly Control[], value: (control: Control) => string): Record<string, string> {
  return Object.fromEntries(
    controls.flatMap((control) => {
      const where = selectorOf(page, control)
      return where === undefined ? [] : [[where, value(control)]]
    }),
  )
}

function buttonOf(controls: readonly Control[], purpose: 'approve' | 'deny'): Control | undefined {
  const buttons = controls.filter((one) => isButton(one) && !one.disabled && !one.hidden && one.type !== 'reset')
  const said = buttons.find((one) => polarityOf(one) === purpose && !isLasting(one))
  if (said || purpose === 'deny') return said
  const unsaid = buttons.filter((one) => polarityOf(one) === undefined)
  return unsaid.find(isSubmit) ?? unsaid[0]
}

/** Without `click` the first button of a form is pressed, which does where it is the only one. */
function click(page: Page, button: Control | undefined): Pick<Step, 'click'> {
  const where = button && selectorOf(page, button)
  return where === undefined ? {} : { click: where }
}

const entry = <K extends 'fill' | 'choose'>(key: K, values: Record<string, string>): Partial<Record<K, Record<string, string>>> =>
  Object.keys(values).length > 0 ? ({ [key]: values } as Record<K, Record<string, string>>) : {}

/** What a selector and a person read as it is. Anything else of a stranger's is not written into a configuration. */
const plain = /^[A-Za-z_][\w.:-]{0,60}$/

const named = ({ tag, attributes }: Tag): string[] => {
  const name = attributes.get('name') ?? ''
  return plain.test(name) ? [`${tag}[name=${name}]`] : []
}

const byId = ({ attributes }: Tag): string[] => {
  const id = attributes.get('id') ?? ''
  return /^[A-Za-z_][\w-]{0,60}$/.test(id) ? [`#${id}`] : []
}

function selectorOf({ forms }: Page, control: Control): string | undefined {
  const { tag, type, attributes } = control
  const value = attributes.get('value') ?? ''
  const valued = isButton(control) && plain.test(value) ? named(control).map((one) => `${one}[value=${value}]`) : []
  const typed = attributes.has('type') && plain.test(type) ? [`${tag}[type=${type}]`] : []
  return uniquely(
    control,
    [...named(control), ...valued, ...byId(control), ...typed, tag],
    forms.flatMap(({ controls }) => controls),
  )
}

/** The first selector that means this one alone. */
const uniquely = (one: Tag, candidates: readonly string[], among: readonly Tag[]): string | undefined =>
  candidates.find((text) => {
    const found = among.filter(selector(text) ?? (() => false))
    return found.length === 1 && found[0] === one
  })
