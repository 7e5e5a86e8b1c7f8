import { html, type Markup } from './markup.ts'

/** A bar in which each part is as long as its share. What it says stands in words beside it. */
export function bar(parts: readonly { tone: string; count: number }[]): Markup {
  const all = parts.reduce((sum, { count }) => sum + count, 0)
  let from = 0
  const drawn = parts.map(({ tone, count }) => {
    const width = (1000 * count) / Math.max(1, all)
    from += width
    const room = Math.max(from > 999.9 ? width : width - 3, 2).toFixed(1)
    return count > 0 && html`<rect class="${tone}" x="${(from - width).toFixed(1)}" width="${room}" height="10"/>`
  })
  return html`<svg class="proportions" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${drawn}</svg>`
}
