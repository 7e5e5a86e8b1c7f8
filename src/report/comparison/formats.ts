import type { SideBySide } from './side-by-side.ts'

/** One way to show several runs. */
export interface ComparisonFormat {
  render(comparison: SideBySide): Promise<string>
}

/** The formats of `grantproof report` that show several runs, by their names on the command line. */
export const comparisonFormats = {
  html: { render: async (comparison) => (await import('./html/index.ts')).renderHtml(comparison) },
  markdown: { render: async (comparison) => (await import('./markdown.ts')).renderMarkdown(comparison) },
  json: { render: async (comparison) => (await import('../json.ts')).jsonText(comparison) },
} as const satisfies Record<string, ComparisonFormat>
