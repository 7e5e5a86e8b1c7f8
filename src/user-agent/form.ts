/** One option of a select. */
export interface Option {
  value: string
  text: string
  selected: boolean
  disabled: boolean
}

/** An element as selectors and rules see it. */
export interface Tag {
  tag: string
  attributes: ReadonlyMap<string, string>
}

/** A form control or a button, also one outside any form. */
export interface Control extends Tag {
  /** Lower-case; a button without type is `submit`; `select` and `textarea` for those elements. */
  type: string
  name: string
  value: string
  checked: boolean
  disabled: boolean
  /** Not shown: `type=hidden`, the `hidden` attribute or an inline `display: none`, also of an ancestor. */
  hidden: boolean
  /** Its label, its `aria-label` or placeholder; of a button its text. */
  label: string
  options: readonly Option[]
}

export interface Form extends Tag {
  /** Absolute, marks as they are. Undefined: no URL could be made of it. */
  action: string | undefined
  method: 'GET' | 'POST' | 'DIALOG'
  enctype: string
  /** In document order, buttons included. */
  controls: readonly Control[]
  text: string
}

/** What a user changes before submitting: a text, or whether a box is ticked. */
export type Overrides = ReadonlyMap<Control, string | boolean>

const buttons = new Set(['submit', 'image', 'button', 'reset'])

/** Whether it is a button of any type. */
export const isButton = (control: Control): boolean => buttons.has(control.type)

/** Whether it submits its form without any script. */
export const isSubmit = (control: Control): boolean => control.type === 'submit' || control.type === 'image'

/** The names and values that a browser submits (HTML, form submission: constructing the entry list). */
export function successfulControls(form: Form, overrides: Overrides = new Map(), submitter?: Control): [string, string][] {
  return form.controls.flatMap((control) => entries(control, overrides.get(control), control === submitter))
}

function entries(control: Control, override: string | boolean | undefined, submits: boolean): [string, string][] {
  if (control.disabled || (isButton(control) && !submits)) return []
  if (control.type === 'image') return coordinates(control.name)
  if (control.name === '') return []
  if (control.type === 'select') return selected(control, override).map((value) => [control.name, value])
  const ticked = typeof override === 'boolean' ? override : control.checked
  if ((control.type === 'checkbox' || control.type === 'radio') && !ticked) return []
  const value = typeof override === 'string' ? override : control.value
  return [[control.name, control.type === 'hidden' && control.name === '_charset_' ? 'UTF-8' : lineEnds(value)]]
}

const coordinates = (name: string): [string, string][] => ['x', 'y'].map((axis) => [name === '' ? axis : `${name}.${axis}`, '0'])
const lineEnds = (value: string): string => value.replace(/\r\n?|\n/g, '\r\n')

function selected(control: Control, override: string | boolean | undefined): string[] {
  if (typeof override === 'string') return [override]
  const enabled = control.options.filter((option) => !option.disabled)
  const chosen = enabled.filter((option) => option.selected).map((option) => option.value)
  if (control.attributes.has('multiple')) return chosen
  const shown = chosen.at(-1) ?? enabled[0]?.value
  return shown === undefined ? [] : [shown]
}

/** Where and how a form is sent: a submitter's `formaction`, `formmethod` and `formenctype` come before the form's own. */
export function destination(form: Form, submitter: Control | undefined, resolve: (reference: string) => string | undefined) {
  const own = (name: string) => submitter?.attributes.get(name)
  const action = own('formaction')
  const method = own('formmethod')
  return {
    url: action ? resolve(action) : form.action,
    method: method === undefined ? form.method : formMethod(method),
    enctype: own('formenctype')?.toLowerCase() ?? form.enctype,
  }
}

/** The method of a form; anything but POST and DIALOG is GET. */
export function formMethod(value: string | undefined): Form['method'] {
  const method = value?.trim().toUpperCase()
  return method === 'POST' || method === 'DIALOG' ? method : 'GET'
}
