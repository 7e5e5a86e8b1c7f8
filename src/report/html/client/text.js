/** A message as it is read: its first line, its fields, its body. */
export function messageText(first, { headers, body }) {
  return [first, ...headers.map(([name, value]) => `${name}: ${value}`), ...(body ? ['', body] : [])].join('\n')
}

/** What JSON leaves as it is although an eye or a terminal is deceived by it: C1 controls, formats, separators, noncharacters. */
const deceiving = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/gu

/** A value as JSON that reads back to the same value, while its text holds nothing that deceives: such characters are escaped. */
export function jsonText(value) {
  return `${JSON.stringify(value, null, 2).replace(deceiving, (character) => (character === '\n' ? character : escaped(character)))}\n`
}

function escaped(character) {
  return Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')
}
