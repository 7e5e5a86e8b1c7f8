import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { printable } from '../report/printable.ts'
import type { SeenControl, UnreadPage } from '../user-agent/unread.ts'
import { code } from './init/text.ts'

/** What a page that nobody could answer holds, and a step of `interaction` to begin with, as the lines of a text. `file`: the configuration's; `folder`: where its
 *  picture is. */
export function unreadLines({ picture, forms, loose, steps }: UnreadPage, file: string | undefined, folder: string): string[] {
  return [
    ...(picture ? [`picture  ${relative('', join(folder, picture.file))}`] : []),
    ...forms.flatMap(({ method, action, controls }) => [`form     ${method} ${tidy(action)}`, ...controls.map(control)]),
    ...(loose.length > 0 ? ['controls outside any form, which only a script can send', ...loose.map(control)] : []),
    ...(steps.length > 0 ? ['', ...begun(steps), '', ...pasted(steps, file)] : []),
  ]
}

/** A title for such lines. */
export const unreadTitle = ({ user, title, url, why }: UnreadPage): string =>
  `not understood, as ${user}: the page "${tidy(title)}" at ${tidy(url)} ${tidy(why)}`

/** All of them, for a person at a terminal. */
export const unreadText = (pages: readonly UnreadPage[], file: string | undefined, folder: string): string =>
  pages
    .slice(0, mostPages)
    .map((page) => [unreadTitle(page), ...unreadLines(page, file, folder).map((line) => (line === '' ? '' : `  ${line}`))].join('\n'))
    .join('\n\n')

/** Keeps pictures in a folder. */
export const keepingIn =
  (folder: string) =>
  (file: string, png: Buffer): void => {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, png)
  }

const mostPages = 3

const tidy = (text: string): string => printable(text.replaceAll(/\s+/g, ' ').trim(), 120)

const control = ({ type, name, label }: SeenControl): string =>
  `  ${type.padEnd(9)} ${(tidy(name) || '(no name)').padEnd(20)} ${label === '' ? '' : `"${tidy(label)}"`}`.trimEnd()

const begun = (steps: UnreadPage['steps']): string[] => [
  `To begin with, for \`interaction\` (docs/configuration.md)${JSON.stringify(steps).includes('…') ? '; put in what … stands for' : ''}:`,
]

/** In the format of the configuration's own file; YAML has JSON within itself. */
function pasted(steps: UnreadPage['steps'], file = ''): string[] {
  if (/\.json$/.test(file)) return `"interaction": ${JSON.stringify(steps, null, 2)},`.split('\n')
  if (/\.ya?ml$/.test(file)) return ['interaction:', ...steps.map((step) => `  - ${JSON.stringify(step)}`)]
  return ['interaction: [', ...steps.map((step) => `  ${code(step)},`), '],']
}
