/** Scope tokens as a set: order and repetition have no meaning, letter case has (RFC 6749 3.3). */
export type Scope = ReadonlySet<string>

/** Reads a scope parameter. Undefined if it is not tokens between single spaces (RFC 6749 3.3). */
export function parseScope(text: string): Scope | undefined {
  const tokens = text.split(' ')
  return tokens.every((token) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(token)) ? new Set(tokens) : undefined
}

export const formatScope = (scope: Scope): string => [...scope].join(' ')
