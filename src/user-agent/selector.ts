import type { Tag } from './form.ts'

const part = /^(?:([a-z][a-z0-9-]*|\*)|#([\w-]+)|\.([\w-]+)|\[\s*([\w:-]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\]"'\s]*))\s*)?\])/i

type Test = (tag: Tag) => boolean

/** Compiles a selector: one element by `tag`, `#id`, `.class`, `[attribute]`, `[attribute=value]`, in any combination without
 *  spaces, and alternatives behind commas. Undefined: it is more than that. */
export function selector(text: string): Test | undefined {
  const alternatives = text.split(/,(?![^[]*\])/).map((one) => compound(one.trim()))
  const tests = alternatives.filter((one) => one !== undefined)
  return tests.length === alternatives.length ? (tag) => tests.some((test) => test(tag)) : undefined
}

function compound(text: string): Test | undefined {
  const tests: Test[] = []
  let rest = text
  while (rest !== '') {
    const match = part.exec(rest)
    if (match === null || (match[1] !== undefined && tests.length > 0)) return undefined
    tests.push(simple(match))
    rest = rest.slice(match[0].length)
  }
  return tests.length === 0 ? undefined : (tag) => tests.every((test) => test(tag))
}

function simple([, tag, id, className, attribute, double, single, bare]: RegExpExecArray): Test {
  if (tag !== undefined) return (one) => tag === '*' || one.tag === tag.toLowerCase()
  if (id !== undefined) return (one) => one.attributes.get('id') === id
  if (className !== undefined) return (one) => (one.attributes.get('class') ?? '').split(/\s+/).includes(className)
  const value = double ?? single ?? bare
  return ({ attributes }) => {
    const own = attributes.get(attribute!.toLowerCase())
    return value === undefined ? own !== undefined : own === value
  }
}
