import { attribute, childrenOf, type Element, isElement, type Node } from './dom.ts'
import type { Tag } from './form.ts'

/** An element and what its ancestors say about it. */
export interface Place extends Tag {
  element: Element
  form: Element | undefined
  label: Element | undefined
  hidden: boolean
  disabled: boolean
  /** It stands in `noscript`: a browser that runs scripts does not see it. */
  noscript: boolean
}

type Inherited = Pick<Place, 'form' | 'label' | 'hidden' | 'disabled' | 'noscript'> & { table: Element | undefined }

const outermost: Inherited = { form: undefined, label: undefined, hidden: false, disabled: false, noscript: false, table: undefined }
const tableParts = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr'])

/** Every element in document order with its form, label, visibility. Linear, however deep or wide the document. */
export function walk(root: Node): Place[] {
  const places: Place[] = []
  const misplaced = new Map<Element, Element>()
  const open: [Node, Inherited][] = [[root, outermost]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, outer] = next
    const here = isElement(node) ? inherit(node, outer) : outer
    if (isElement(node)) places.push(place(node, here, misplaced))
    const children = childrenOf(node)
    for (let index = children.length - 1; index >= 0; index--) open.push([children[index]!, here])
  }
  return places
}

/** In `<table><form><tr>…` the parser leaves the form empty, and browsers still give it the controls that follow in the table. */
function place(element: Element, here: Inherited, misplaced: Map<Element, Element>): Place {
  const { table, form, ...rest } = here
  if (element.tagName === 'form' && table !== undefined && isMisplaced(element)) misplaced.set(table, element)
  const owner = form ?? (table === undefined ? undefined : misplaced.get(table))
  const attributes = new Map(element.attrs.map(({ name, value }) => [name, value]))
  return { ...rest, element, form: owner, tag: element.tagName, attributes }
}

const isMisplaced = (form: Element): boolean =>
  form.childNodes.length === 0 && form.parentNode !== null && tableParts.has(form.parentNode.nodeName)

function inherit(element: Element, outer: Inherited): Inherited {
  const tag = element.tagName
  return {
    form: tag === 'form' ? element : outer.form,
    label: tag === 'label' ? element : outer.label,
    table: tag === 'table' ? element : outer.table,
    noscript: outer.noscript || tag === 'noscript',
    hidden: outer.hidden || isHidden(element),
    disabled: outer.disabled || (tag === 'fieldset' && attribute(element, 'disabled') !== undefined),
  }
}

const isHidden = (element: Element): boolean =>
  attribute(element, 'hidden') !== undefined || /display\s*:\s*none/i.test((attribute(element, 'style') ?? '').slice(0, 1000))
