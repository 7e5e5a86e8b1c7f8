import { running } from './script-scopes.ts'
import { type Token, tokensOf } from './script-tokens.ts'

/** Something that inline scripts plainly do when the page loads. A reference is an id, a name, a number or a simple selector. */
export type ScriptStep =
  | { does: 'go'; url: string }
  | { does: 'submit' | 'click'; by: 'id' | 'name' | 'number' | 'selector' | 'either'; of: string }

const longest = 200_000
const place = '(?:(?:window|document|self|top|parent|globalThis)\\.)*location'
const value = '((?:«\\d+»|[\\w$]+)(?:\\+(?:«\\d+»|[\\w$]+))*)(?=[;,)}]|$)'
const goes = new RegExp(`(?<![\\w$.])${place}(?:(?:\\.href)?=(?!=)|\\.(?:replace|assign)\\()${value}`, 'g')
const submits = /\.(?:(submit|requestSubmit|click)\(\)|trigger\((«\d+»)\)|submit\.call\(([^;]{1,200}?)\)(?=[;,)}]|$))/g

/** What a page's scripts plainly do when it loads: go to a URL given as a literal, or submit a form (HTML, `location`, `form.submit()`).
 *  Code that waits for a click or runs only under a condition does nothing plainly. */
export function stepsOf(program: string): ScriptStep[] {
  const tokens = tokensOf(program.slice(0, longest))
  const all = flat(tokens)
  const live = flat(running(tokens))
  const found: [number, ScriptStep][] = []
  for (const match of live.code.matchAll(goes)) {
    const url = evaluate(match[1]!, live.texts, all)
    if (url !== undefined) found.push([match.index, { does: 'go', url }])
  }
  for (const match of live.code.matchAll(submits)) {
    const step = submission(match, live, all)
    if (step !== undefined) found.push([match.index, step])
  }
  return found.sort(([a], [b]) => a - b).map(([, step]) => step)
}

interface Flat {
  code: string
  texts: readonly string[]
  assigned: ReadonlyMap<string, string>
}

/** Code without spaces in which `«3»` stands for the fourth literal, so that no literal looks like code. */
function flat(tokens: readonly Token[]): Flat {
  const texts: string[] = []
  const parts = tokens.map(({ kind, value }, index) => {
    if (kind === 'text') return `«${texts.push(value) - 1}»`
    if (value === '«' || value === '»') return ' '
    return kind === 'word' && tokens[index - 1]?.kind === 'word' ? ` ${value}` : value
  })
  const code = parts.join('')
  return { code, texts, assigned: assignments(code) }
}

function evaluate(expression: string, texts: readonly string[], all: Flat): string | undefined {
  const parts = expression.split('+').map((part) => literal(part, texts) ?? variable(part, all))
  return parts.includes(undefined) ? undefined : parts.join('')
}

function literal(part: string, texts: readonly string[]): string | undefined {
  const index = /^«(\d+)»$/.exec(part)?.[1]
  return index === undefined ? undefined : texts[Number(index)]
}

function variable(name: string, all: Flat): string | undefined {
  const assigned = all.assigned.get(name)
  return assigned === undefined ? undefined : literal(assigned, all.texts)
}

/** What each name was last given, as flat code. */
const assignments = (code: string): Map<string, string> =>
  new Map(
    [...code.matchAll(/(?<![\w$.])([A-Za-z_$][\w$]*)=(?!=)([^;={}]{1,300}?)(?=[;}]|,[\w$]+=|$)/g)].map(([, name, given]) => [
      name!,
      given!,
    ]),
  )

function submission(match: RegExpExecArray, live: Flat, all: Flat): ScriptStep | undefined {
  const [, call, trigger, argument] = match
  const event = trigger === undefined ? call : literal(trigger, live.texts)
  if (argument === undefined && event !== 'submit' && event !== 'requestSubmit' && event !== 'click') return undefined
  const subject = argument ?? subjectBefore(live.code.slice(Math.max(0, match.index - 300), match.index))
  const reference = refer(subject, live.texts) ?? refer(all.assigned.get(subject) ?? '', all.texts) ?? bareName(subject)
  return reference && { does: event === 'click' ? 'click' : 'submit', ...reference }
}

/** The expression that ends here: back to where a statement or an operand begins. */
function subjectBefore(code: string): string {
  let depth = 0
  for (let index = code.length - 1; index >= 0; index--) {
    const sign = code[index]!
    if (')]'.includes(sign)) depth++
    if ('(['.includes(sign) && --depth < 0) return code.slice(index + 1)
    if (depth === 0 && ';{}=,!&|?: '.includes(sign)) return code.slice(index + 1)
  }
  return code
}

type Reference = { by: 'id' | 'name' | 'number' | 'selector' | 'either'; of: string }

const references: [RegExp, Reference['by']][] = [
  [/(?:\.forms|getElementsByTagName\(«\d+»\)|querySelectorAll\(«\d+»\)|\.forms\.item)[[(](\d+)[\])]$/, 'number'],
  [/\.forms(?:\[|\.namedItem\()(«\d+»)[\])]$/, 'either'],
  [/\.forms\.([\w$]+)$/, 'either'],
  [/getElementById\((«\d+»)\)$/, 'id'],
  [/getElementsByName\((«\d+»)\)\[0\]$/, 'name'],
  [/(?:querySelector|^\$|^jQuery|[^\w$]\$)\((«\d+»)\)(?:\[0\]|\.first\(\)|\.get\(0\))?$/, 'selector'],
  [/^(?:window\.)?document\.([\w$]+)$/, 'name'],
]

function refer(subject: string, texts: readonly string[]): Reference | undefined {
  for (const [shape, by] of references) {
    const of = shape.exec(subject)?.[1]
    if (of !== undefined) return { by, of: literal(of, texts) ?? of }
  }
  return undefined
}

/** A global that HTML makes of an id or a form's name. */
const bareName = (subject: string): Reference | undefined =>
  /^[A-Za-z_$][\w$]*$/.test(subject) && subject !== 'this' ? { by: 'either', of: subject } : undefined
