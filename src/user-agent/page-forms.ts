import { type Element, rawText, textOf } from './dom.ts'
import { type Control, type Form, formMethod, type Option } from './form.ts'
import type { Place } from './walk.ts'

const controlTags = new Set(['input', 'button', 'select', 'textarea'])

type Resolve = (reference: string) => string | undefined

interface Read {
  forms: Form[]
  formOf: ReadonlyMap<Element, Form>
  orphans: Control[]
}

/** The forms of a document with their controls, and the controls that belong to none. */
export function readForms(places: readonly Place[], resolve: Resolve, pageUrl: string): Read {
  const drafts = new Map<Element, Form & { controls: Control[] }>()
  const byId = new Map<string, Element>()
  for (const place of places) {
    if (place.tag !== 'form') continue
    drafts.set(place.element, readForm(place, resolve, pageUrl))
    const id = place.attributes.get('id')
    if (id && !byId.has(id)) byId.set(id, place.element)
  }
  const labels = labelsById(places)
  const orphans: Control[] = []
  for (const place of places) {
    if (!controlTags.has(place.tag)) continue
    const id = place.attributes.get('form')
    const owner = id === undefined ? place.form : byId.get(id)
    const draft = owner && drafts.get(owner)
    ;(draft?.controls ?? orphans).push(readControl(place, labels))
  }
  return { forms: [...drafts.values()], formOf: drafts, orphans }
}

function readForm({ element, tag, attributes }: Place, resolve: Resolve, pageUrl: string): Form & { controls: Control[] } {
  const action = attributes.get('action')?.trim()
  return {
    tag,
    attributes,
    action: action ? resolve(action) : pageUrl,
    method: formMethod(attributes.get('method')),
    enctype: attributes.get('enctype')?.trim().toLowerCase() ?? 'application/x-www-form-urlencoded',
    controls: [],
    text: textOf(element, 4000),
  }
}

function labelsById(places: readonly Place[]): Map<string, string> {
  const labels = new Map<string, string>()
  for (const { tag, attributes, element } of places) {
    const target = tag === 'label' ? attributes.get('for') : undefined
    if (target && !labels.has(target)) labels.set(target, textOf(element, 200))
  }
  return labels
}

function readControl(place: Place, labels: ReadonlyMap<string, string>): Control {
  const { tag, attributes, element, disabled } = place
  const type = typeOf(tag, attributes.get('type'))
  const options = tag === 'select' ? optionsOf(element) : []
  return {
    tag,
    attributes,
    type,
    name: attributes.get('name') ?? '',
    value: initialValue(tag, type, attributes.get('value'), element),
    checked: attributes.has('checked'),
    disabled: disabled || attributes.has('disabled'),
    hidden: type === 'hidden' || place.hidden,
    label: labelOf(place, type, labels),
    options,
  }
}

const buttonTypes = new Set(['submit', 'reset', 'button'])

function typeOf(tag: string, type: string | undefined): string {
  if (tag === 'select' || tag === 'textarea') return tag
  const given = type?.trim().toLowerCase() ?? ''
  if (tag === 'button') return buttonTypes.has(given) ? given : 'submit'
  return given === '' ? 'text' : given
}

function initialValue(tag: string, type: string, value: string | undefined, element: Element): string {
  if (tag === 'textarea') return rawText(element).replace(/^\n/, '')
  if (value !== undefined) return value
  return type === 'checkbox' || type === 'radio' ? 'on' : ''
}

function labelOf(place: Place, type: string, labels: ReadonlyMap<string, string>): string {
  const { attributes, element, tag } = place
  if (tag === 'button') return textOf(element, 200) || imageText(attributes)
  if (type === 'submit' || type === 'button' || type === 'reset' || type === 'image')
    return (attributes.get('value') ?? imageText(attributes)).slice(0, 200)
  const label = labels.get(attributes.get('id') ?? '') ?? (place.label && textOf(place.label, 200))
  return (label || attributes.get('aria-label') || attributes.get('placeholder') || attributes.get('title') || '').slice(0, 200)
}

const imageText = (attributes: ReadonlyMap<string, string>): string =>
  attributes.get('aria-label') ?? attributes.get('alt') ?? attributes.get('title') ?? ''

function optionsOf(select: Element): Option[] {
  const options: Option[] = []
  const open = [...select.childNodes]
  for (let node = open.shift(); node !== undefined && options.length < 500; node = open.shift()) {
    if (!('attrs' in node)) continue
    const own = new Map(node.attrs.map(({ name, value }) => [name, value]))
    const text = textOf(node, 200)
    if (node.tagName !== 'option') open.unshift(...node.childNodes.slice(0, 500))
    else options.push({ value: own.get('value') ?? text, text, selected: own.has('selected'), disabled: own.has('disabled') })
  }
  return options
}
