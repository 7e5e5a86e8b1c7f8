import { conditions, partners, type Token } from './script-tokens.ts'

/** A stretch of code that does not simply run when the page loads. */
interface Scope {
  from: number
  to: number
  /** A function runs when it is called by this name. */
  name?: string
  /** A function that is handed to something that calls it at load. */
  immediate?: boolean
}

/** Tokens of a statement without braces; keeps hostile nesting linear. */
const longestStatement = 500
const callers = new Set(['setTimeout', 'ready', '$', 'jQuery', 'requestAnimationFrame', 'queueMicrotask'])
const loadEvents = new Set(['load', 'DOMContentLoaded', 'pageshow'])

/** The tokens of a script that run when the page loads, in their order; what was left out leaves a `;`. */
export function running(tokens: readonly Token[]): Token[] {
  const code = new Code(tokens)
  const scopes = code.scopes()
  const names = new Set(scopes.flatMap((scope) => scope.name ?? []))
  const called = new Set<string>()
  for (let round = 0; round < 10; round++) {
    const live = code.without(scopes.filter((scope) => !scope.immediate && !(scope.name && called.has(scope.name))))
    const more = code.callsIn(live, names).filter((name) => !called.has(name))
    if (more.length === 0) return code.cut(live)
    for (const name of more) called.add(name)
  }
  return []
}

class Code {
  readonly tokens: readonly Token[]
  readonly partner: Map<number, number>
  readonly call: Int32Array

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
    this.partner = partners(tokens)
    this.call = this.enclosingCalls()
  }

  at(index: number): string {
    const token = this.tokens[index]
    return token === undefined || token.kind === 'text' ? '' : token.value
  }

  scopes(): Scope[] {
    return this.tokens.flatMap((_, index) => this.block(index) ?? this.arrow(index) ?? this.bareCondition(index) ?? [])
  }

  /** `{ … }` of a function or a condition. */
  private block(index: number): Scope | undefined {
    if (this.at(index) !== '{') return undefined
    const range = { from: index, to: this.partner.get(index) ?? this.tokens.length - 1 }
    const before = this.at(index - 1)
    if (before === 'else') return range
    if (before === '>' && this.at(index - 2) === '=') return { ...range, ...this.role(this.arrowHead(index - 2)) }
    if (before !== ')') return undefined
    const head = this.partner.get(index - 1) ?? 0
    const word = this.at(head - 1)
    if (conditions.has(word)) return range
    if (word === 'function') return { ...range, ...this.role(head - 1) }
    return { ...range, name: word }
  }

  /** `() => expression`. */
  private arrow(index: number): Scope | undefined {
    if (this.at(index) !== '=' || this.at(index + 1) !== '>' || this.at(index + 2) === '{') return undefined
    return { from: index + 2, to: this.statementEnd(index + 2), ...this.role(this.arrowHead(index)) }
  }

  /** `if (…) statement`, `else statement`. */
  private bareCondition(index: number): Scope | undefined {
    const word = this.at(index)
    const body = word === 'else' ? index + 1 : conditions.has(word) ? (this.partner.get(index + 1) ?? this.tokens.length) + 1 : undefined
    if (body === undefined || this.at(body) === '{' || this.at(body) === 'if') return undefined
    return { from: body, to: this.statementEnd(body) }
  }

  private arrowHead(equals: number): number {
    return this.at(equals - 1) === ')' ? (this.partner.get(equals - 1) ?? equals) : equals - 1
  }

  /** Who calls the function that begins here. */
  private role(head: number): Pick<Scope, 'name' | 'immediate'> {
    const start = this.at(head - 1) === 'async' ? head - 1 : head
    const before = this.at(start - 1)
    if (before === '=') return this.at(start - 2) === 'onload' ? { immediate: true } : { name: this.at(start - 2) }
    if (before === '(' || before === ',') return { immediate: this.callsAtLoad(this.call[start] ?? -1) }
    return { immediate: before === '!' || before === '+' || before === 'void' }
  }

  /** Whether what stands between these parentheses is called at load: a function alone in parentheses is. */
  private callsAtLoad(open: number): boolean {
    const callee = this.tokens[open - 1]
    if (open < 0 || callee === undefined || callee.kind !== 'word') return open >= 0
    if (callee.value === 'addEventListener') return loadEvents.has(this.tokens[open + 1]?.value ?? '')
    return callers.has(callee.value)
  }

  private statementEnd(from: number): number {
    for (let index = from; index < Math.min(this.tokens.length, from + longestStatement); index++) {
      const value = this.at(index)
      if (value === ';' || value === ',' || value === ')' || value === '}') return index - 1
      if ('([{'.includes(value) && value !== '') index = this.partner.get(index) ?? this.tokens.length
    }
    return Math.min(this.tokens.length, from + longestStatement) - 1
  }

  private enclosingCalls(): Int32Array {
    const call = new Int32Array(this.tokens.length).fill(-1)
    const open: number[] = []
    for (const index of this.tokens.keys()) {
      const value = this.at(index)
      if (value === ')' || value === '}' || value === ']') open.pop()
      call[index] = open.at(-1) ?? -1
      if (value === '(' || value === '{' || value === '[') open.push(index)
    }
    return call
  }

  /** Which tokens remain when these scopes are taken out. */
  without(dead: readonly Scope[]): Uint8Array {
    const depth = new Int32Array(this.tokens.length + 1)
    for (const { from, to } of dead) {
      depth[from]! += 1
      depth[Math.max(from, to + 1)]! -= 1
    }
    let level = 0
    return Uint8Array.from(this.tokens, (_, index) => {
      level += depth[index]!
      return level === 0 ? 1 : 0
    })
  }

  callsIn(live: Uint8Array, names: ReadonlySet<string>): string[] {
    return this.tokens.flatMap(({ kind, value }, index) =>
      live[index] && kind === 'word' && names.has(value) && this.isCalled(index) ? [value] : [],
    )
  }

  private isCalled(index: number): boolean {
    const before = this.at(index - 1)
    if (this.at(index + 1) === '(')
      return before !== 'function' && before !== '.' && this.at((this.partner.get(index + 1) ?? index) + 1) !== '{'
    if (before === '=') return this.at(index - 2) === 'onload'
    return (
      (before === '(' || before === ',') &&
      this.tokens[(this.call[index] ?? 0) - 1]?.kind === 'word' &&
      this.callsAtLoad(this.call[index] ?? -1)
    )
  }

  cut(live: Uint8Array): Token[] {
    const gap: Token = { kind: 'sign', value: ';', newLine: false }
    return this.tokens.flatMap((token, index) => {
      if (live[index]) return [token]
      return live[index - 1] ? [gap] : []
    })
  }
}
