/** A URL that may be a link in a report: of the web, in ASCII, without what ends a link in Markdown. Anything else, such as `javascript:`, is none. */
export function webLink(url: string): string | undefined {
  const parsed = URL.parse(url)
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return undefined
  return parsed.href.replace(/[()<>[\]|\\`'"*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
