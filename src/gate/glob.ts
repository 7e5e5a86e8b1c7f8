/** A glob over ids as a regular expression: `*` and `?` stay within a folder, `**` does not, `{a,b}` is either. */
export function globPattern(glob: string): RegExp {
  let depth = 0
  const brace = (part: string): string => {
    if (part !== '{' && depth === 0) return escaped(part)
    if (part === ',') return '|'
    depth += part === '{' ? 1 : -1
    return part === '{' ? '(?:' : ')'
  }
  const source = glob.replace(
    /\*\*\/|\*\*|[*?]|[{},]|[^*?{},]+/g,
    (part) => wildcards[part] ?? (/^[{},]$/.test(part) ? brace(part) : escaped(part)),
  )
  return depth === 0 ? new RegExp(`^${source}$`, 's') : nothing
}

/** Whether a text is meant as a glob. */
export const isGlob = (text: string): boolean => /[*?{]/.test(text)

const wildcards: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' }
const nothing = /^(?!)$/
const escaped = (text: string): string => text.replace(/[\\^$.|+()[\]{}*?]/g, '\\$&')
