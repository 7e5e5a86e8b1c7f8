import type { ReadBeside } from './beside.ts'
import type { Run } from './run.ts'

/** One way to show a run. All of them are functions of the run and of what it left beside it, so that each can be made again without traffic. */
export interface Format {
  /** What it is for, in a few words, for `--help`. */
  about: string
  /** Its name beside `run.json`. */
  file: string
  /** The whole file; markup, control characters and bidi tricks of the target are shown as text in it. */
  render(run: Run, read?: ReadBeside): Promise<string>
}

/** A way that takes a folder of files. */
export interface FolderFormat {
  about: string
  /** Its name beside `run.json`. */
  folder: string
  /** Every file by its name. `former` is what a folder that has a run already says in its file of that name. */
  files(run: Run, former?: (name: string) => string | undefined): Promise<Readonly<Record<string, string>>>
}

/** Every format of `grantproof report`, by its name on the command line. A renderer is loaded where it is asked for. */
export const formats = {
  json: { about: 'the run itself, as it is saved', file: 'run.json', render: async (run) => (await import('./json.ts')).jsonText(run) },
  junit: {
    about: 'JUnit XML for GitLab, Jenkins and GitHub actions',
    file: 'junit.xml',
    render: async (run) => (await import('./junit.ts')).renderJunit(run),
  },
  html: {
    about: 'one page to read, send and print, with every exchange',
    file: 'report.html',
    render: async (run, read) => (await import('./html/index.ts')).renderHtml(run, read),
  },
  sarif: {
    about: 'SARIF 2.1.0 for GitHub code scanning',
    file: 'grantproof.sarif',
    render: async (run) => (await import('./sarif.ts')).renderSarif(run),
  },
  markdown: {
    about: 'Markdown for the summary of a job or a pull request',
    file: 'summary.md',
    render: async (run) => (await import('./markdown.ts')).renderMarkdown(run),
  },
  annotations: {
    about: 'workflow commands, which GitHub actions shows as annotations',
    file: 'annotations.txt',
    render: async (run) => (await import('./annotations.ts')).renderAnnotations(run),
  },
  'code-quality': {
    about: 'code quality for the merge requests of GitLab',
    file: 'gl-code-quality-report.json',
    render: async (run) => (await import('./code-quality.ts')).renderCodeQuality(run),
  },
  har: {
    about: 'HAR 1.2 of every exchange, for the viewers of browsers and proxies',
    file: 'exchanges.har',
    render: async (run) => (await import('./har.ts')).renderHar(run),
  },
  ctrf: {
    about: 'the Common Test Report Format',
    file: 'ctrf-report.json',
    render: async (run) => (await import('./ctrf.ts')).renderCtrf(run),
  },
  badge: {
    about: 'a badge of shields.io: how many graded scenarios are met',
    file: 'badge.json',
    render: async (run) => (await import('./badge.ts')).renderBadge(run),
  },
  allure: {
    about: 'a folder of results for Allure, from which it makes its report',
    folder: 'allure-results',
    files: async (run, former) => (await import('./allure/results.ts')).allureFiles(run, former),
  },
} as const satisfies Record<string, Format | FolderFormat>

/** A format's name. */
export type FormatName = keyof typeof formats

/** Where a format stands beside `run.json`: its file or its folder. */
export function placeOfFormat(name: FormatName): string {
  const format: Format | FolderFormat = formats[name]
  return 'file' in format ? format.file : format.folder
}

/** What a format writes, by paths beside `run.json`. */
export async function filesOf(name: FormatName, run: Run, read?: ReadBeside): Promise<Record<string, string>> {
  const format: Format | FolderFormat = formats[name]
  if ('file' in format) return { [format.file]: await format.render(run, read) }
  return Object.fromEntries(Object.entries(await format.files(run)).map(([file, text]) => [`${format.folder}/${file}`, text]))
}
