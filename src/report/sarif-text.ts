/** Lines as the text of a SARIF message: braces doubled, since one begins a placeholder (3.11.5), and brackets escaped, since they write links (3.11.6). */
export const plainMessage = (lines: readonly string[]): string =>
  lines
    .join('\n')
    .replace(/[{}]/g, '$&$&')
    .replace(/[\\[\]]/g, '\\$&')

/** Text for a field that code scanning limits, cut between characters. */
export const within = (text: string, limit: number): string => {
  if (text.length <= limit) return text
  const end = limit - 1
  return `${text.slice(0, /[\ud800-\udbff]/.test(text[end - 1]!) ? end - 1 : end)}…`
}
