export type Alteration =
  | 'middle character changed'
  | 'truncated'
  | 'extended'
  | 'case changed'
  | 'reversed'
  | 'first half'
  | 'space appended'

/** A value made from another so that the decoded bytes differ too: a base64url string's last character may hold idle bits, its middle does not. */
export function altered(value: string, how: Alteration): string {
  switch (how) {
    case 'middle character changed':
      return changeMiddles(value)
    case 'truncated':
      return value.slice(0, Math.max(1, value.length - 8))
    case 'extended':
      return `${value}A1b2C3d4`
    case 'case changed':
      return swapCase(value)
    case 'reversed':
      return [...value].reverse().join('')
    case 'first half':
      return value.slice(0, Math.max(1, Math.floor(value.length / 2)))
    case 'space appended':
      return `${value} `
  }
}

/** Changes the middle character of each dot-separated part that is long enough to have one. */
function changeMiddles(value: string): string {
  return value
    .split('.')
    .map((part) => {
      const at = Math.floor(part.length / 2)
      const old = part[at]
      return old === undefined ? part : part.slice(0, at) + (old === 'A' ? 'B' : 'A') + part.slice(at + 1)
    })
    .join('.')
}

const swapCase = (value: string) => [...value].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('')
