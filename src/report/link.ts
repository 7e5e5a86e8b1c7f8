/** A URL that may be a link in a report: of the web by `https:`, in ASCII, without what ends a link in Markdown. Anything else, such as `javascript:`, is none, whatever a run says. */
export function webLink(url: string): string | undefined {
  if (!/^https:\/\/[\w.-]+(?:[:/?#]|$)/.test(url)) return undefined
  const parsed = URL.parse(url)
  if (parsed?.username !== '') return undefined
  return parsed.href.replace(/[()<>[\]|\\`'"*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
