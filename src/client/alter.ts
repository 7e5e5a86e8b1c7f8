/** The ways in which a scenario spoils a code, token or secret that it does not know itself. */
export type Alteration =
  | 'middle character changed'
  | 'signature changed'
  | 'unsigned'
  | 'truncated'
  | 'extended'
  | 'case changed'
  | 'reversed'
  | 'first half'
  | 'space appended'
  | 'mixed case swapped'

/** A value made from another so that the decoded bytes differ too: a base64url string's last character may hold idle bits, its middle does not. */
export function altered(value: string, how: Alteration): string {
  switch (how) {
    case 'middle character changed':
      return value.split('.').map(changeMiddle).join('.')
    case 'signature changed':
      return changeSignature(value)
    case 'unsigned':
      return unsigned(value)
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
    case 'mixed case swapped':
      return mixesCases(value) ? swapCase(value) : value
  }
}

/** Values made of parts of two: each part between dots in its turn is the other's, or, where parts do not correspond, the second half is. */
export function spliced(value: string, other: string): string[] {
  const [parts, others] = [value.split('.'), other.split('.')]
  const made =
    parts.length > 1 && parts.length === others.length
      ? parts.map((_, i) => parts.with(i, others[i] as string).join('.'))
      : [value.slice(0, Math.ceil(value.length / 2)) + other.slice(Math.ceil(other.length / 2))]
  return made.filter((one) => one !== value && one !== other)
}

/** Changes a JWS in its signature alone, so that header and claims stay readable (RFC 7515 7.1); any other text as a whole. */
function changeSignature(value: string): string {
  const parts = value.split('.')
  return parts.length === 3
    ? [...parts.slice(0, 2), changeMiddle(parts[2] as string)].join('.')
    : altered(value, 'middle character changed')
}

/** A JWS as one that needs no signature and has none (RFC 7519 6), all else as it was; any other text is changed in its middle. */
function unsigned(value: string): string {
  const [header = '', claims, ...signature] = value.split('.')
  const named = objectIn(header)
  if (signature.length !== 1 || named === undefined) return altered(value, 'middle character changed')
  return `${Buffer.from(JSON.stringify({ ...named, alg: 'none' })).toString('base64url')}.${claims}.`
}

function objectIn(base64url: string): object | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Changes the letter or digit in the middle, or the next one behind it: the middle of a UUID is a hyphen. To another whatever the letter
 *  case, which hexadecimal digits do not have. */
function changeMiddle(part: string): string {
  const middle = Math.floor(part.length / 2)
  const behind = part.slice(middle).search(/[a-z\d]/i)
  const at = behind < 0 ? middle : middle + behind
  const old = part[at]
  return old === undefined ? part : part.slice(0, at) + (/a/i.test(old) ? 'B' : 'A') + part.slice(at + 1)
}

const swapCase = (value: string) => [...value].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('')

/** Whether the case of letters tells values apart: a word before hexadecimal digits has a capital letter too, and that says nothing. */
function mixesCases(value: string): boolean {
  const [upper, lower] = [value.match(/[A-Z]/g)?.length ?? 0, value.match(/[a-z]/g)?.length ?? 0]
  return Math.min(upper, lower) * 10 >= upper + lower && upper > 1
}
