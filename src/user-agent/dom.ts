import { type DefaultTreeAdapterTypes, parse } from 'parse5'

export type Element = DefaultTreeAdapterTypes.Element
export type Node = DefaultTreeAdapterTypes.Node

/** A sign-in page is far smaller; what comes after so many characters is not read. */
const longest = 1_000_000
const invisible = new Set(['script', 'style', 'template', 'head', 'title', 'noscript', 'option', 'svg', 'iframe', 'object'])

/** Parses HTML as a browser does; what stands in `noscript` is read as elements. */
export const parseHtml = (html: string): Node => parse(html.slice(0, longest), { scriptingEnabled: false })

export const isElement = (node: Node): node is Element => 'tagName' in node
export const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : [])

/** An attribute's value, or undefined. Names are lower-case, as the parser leaves them. */
export const attribute = (element: Element, name: string): string | undefined => element.attrs.find((one) => one.name === name)?.value

/** The readable text below a node, white space collapsed, at most so many characters. */
export function textOf(root: Node, limit = 400, skip: ReadonlySet<string> = invisible): string {
  const parts: string[] = []
  const open: Node[] = [root]
  let length = 0
  for (let node = open.pop(); node !== undefined && length < limit; node = open.pop()) {
    if (node.nodeName === '#text' && 'value' in node) {
      parts.push(node.value.slice(0, limit))
      length += node.value.trim().length
    } else if (node === root || !isElement(node) || !skip.has(node.tagName)) {
      pushReversed(open, childrenOf(node))
      if (isElement(node)) parts.push(' ')
    }
  }
  return parts.join('').replace(/\s+/g, ' ').trim().slice(0, limit)
}

/** The text directly in a node as it stands, for scripts and text areas. */
export const rawText = (node: Node): string =>
  childrenOf(node)
    .map((child) => (child.nodeName === '#text' && 'value' in child ? child.value : ''))
    .join('')

/** Puts nodes on a stack so that the first comes off first. No spread: a hostile node has a million children. */
function pushReversed(stack: Node[], nodes: readonly Node[]): void {
  for (let index = nodes.length - 1; index >= 0; index--) stack.push(nodes[index]!)
}
