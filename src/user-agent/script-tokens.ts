/** A word, a sign or a string literal of a script; `text` is a literal's value. */
export interface Token {
  kind: 'word' | 'sign' | 'text'
  value: string
  /** A line ends before it. */
  newLine: boolean
}

/** Every alternative also takes what is never closed, so that a hostile script costs linear time. */
const pattern =
  /(\s+)|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|<!--|'((?:\\[\s\S]|[^'\\\n])*)'?|"((?:\\[\s\S]|[^"\\\n])*)"?|`((?:\\[\s\S]|[^`\\])*)`?|([\w$]+)|([^\s\w$])/g

/** Splits a script into tokens; comments are dropped, and a line's end that ends a statement becomes `;`. Good enough to follow
 *  plain code, not a parser. */
export const tokensOf = (program: string): Token[] => separated(split(program))

function split(program: string): Token[] {
  const tokens: Token[] = []
  let newLine = false
  for (const [all, space, single, double, template, word, sign] of program.matchAll(pattern)) {
    newLine ||= all.includes('\n')
    if (space !== undefined) continue
    const text = single ?? double ?? (template?.includes('${') ? undefined : template)
    if (text !== undefined) tokens.push({ kind: 'text', value: unescapeText(text), newLine })
    else if (word !== undefined) tokens.push({ kind: 'word', value: word, newLine })
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign, newLine })
    else if (template !== undefined) tokens.push({ kind: 'sign', value: '`', newLine })
    else continue
    newLine = false
  }
  return tokens
}

export const conditions: ReadonlySet<string> = new Set(['if', 'while', 'for', 'switch', 'with', 'catch'])

function separated(tokens: readonly Token[]): Token[] {
  const partner = partners(tokens)
  const semicolon: Token = { kind: 'sign', value: ';', newLine: false }
  return tokens.flatMap((token, index) => {
    const before = tokens[index - 1]
    if (!token.newLine || token.kind === 'sign' || before === undefined) return [token]
    if (before.kind === 'sign' ? !')]}'.includes(before.value) : before.value === 'else' || before.value === 'return') return [token]
    const heads = before.kind === 'sign' && before.value === ')' && conditions.has(tokens[(partner.get(index - 1) ?? 0) - 1]?.value ?? '')
    return heads ? [token] : [semicolon, token]
  })
}

const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', 0: '\0', '\n': '' }

/** A literal's value: `\/`, `\x3d`, `\u003d` and the like are opened. */
export function unescapeText(text: string): string {
  return text.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,5})\}|([\s\S]))/gi, (_, byte, unit, point, plain) => {
    if (plain !== undefined) return named[plain] ?? plain
    return String.fromCodePoint(Number.parseInt(byte ?? unit ?? point, 16))
  })
}

/** For each bracket the index of its partner. */
export function partners(tokens: readonly Token[]): Map<number, number> {
  const pairs = new Map<number, number>()
  const open: number[] = []
  for (const [index, { kind, value }] of tokens.entries()) {
    if (kind !== 'sign') continue
    if ('([{'.includes(value)) open.push(index)
    if (!')]}'.includes(value)) continue
    const start = open.pop()
    if (start === undefined) continue
    pairs.set(start, index)
    pairs.set(index, start)
  }
  return pairs
}
