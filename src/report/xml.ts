/** An element with either text or elements in it. */
export interface Element {
  name: string
  attributes: Readonly<Record<string, string>>
  content: string | readonly Element[]
}

/** Builds an element; names are ours, everything else may be anybody's. */
export const element = (
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: string | readonly Element[] = [],
): Element => ({ name, attributes, content })

/** An XML 1.0 document. */
export const renderXml = (root: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${rendered(root, '')}\n`

function rendered({ name, attributes, content }: Element, indent: string): string {
  const opening = `${indent}<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('')}`
  if (content.length === 0) return `${opening}/>`
  if (typeof content === 'string') return `${opening}>${escaped(content)}</${name}>`
  return `${opening}>\n${content.map((child) => rendered(child, `${indent}  `)).join('\n')}\n${indent}</${name}>`
}

/** Characters that XML 1.0 (2.2) has no way to write, not even as references. */
const impossible = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' }

/** Text for content and for attributes in double quotes. `>` too: `]]>` may not stand in content. */
export const escaped = (text: string): string => text.replace(impossible, '').replace(/[&<>"\r]/g, (character) => entities[character]!)
