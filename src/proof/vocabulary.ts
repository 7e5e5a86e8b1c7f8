import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// What a scenario may import, as its author looks for it: `docs/vocabulary.md`, made of the sources by `npx vitest run src/proof/vocabulary.test.ts -u`.

const src = fileURLToPath(new URL('..', import.meta.url))

/** An exported function or value with what its own documentation says of it. */
export interface Word {
  /** As it is called: `refused(answer, ...accepts)`. */
  call: string
  gives: string
  /** The first sentence of its TSDoc; empty where it has none. */
  sentence: string
}

/** Words that stand in one file. */
export interface Topic {
  file: string
  words: Word[]
}

/** What an `index.ts` exports, by the file that it takes it from. Types are left out. */
function namesOf(index: string): { file: string; names: string[] }[] {
  const exported = readFileSync(join(src, index), 'utf8').matchAll(/^export \{([^}]+)\} from '(\.[^']+)'/gm)
  return [...exported].map(([, list, path]) => {
    const names = list!.split(',').map((name) => name.trim())
    return { file: join(dirname(index), path!), names: names.filter((name) => name && !name.startsWith('type ')) }
  })
}

/** The words of a room that an author gets through the only door, `src/index.ts`. */
export function topicsOf(room: 'verify' | 'client' | 'scenario'): Topic[] {
  const door = namesOf('index.ts')
  const through = new Set(door.flatMap(({ names }) => names))
  const inRoom = room === 'scenario' ? door.filter(({ file }) => file.startsWith('scenario/')) : namesOf(`${room}/index.ts`)
  return inRoom
    .map(({ file, names }) => ({ file, names: room === 'client' ? names.filter((name) => through.has(name)) : names }))
    .filter(({ file, names }) => names.length > 0 && file !== 'scenario/contract.ts')
    .map(({ file, names }) => ({ file, words: names.map((name) => wordIn(readFileSync(join(src, file), 'utf8'), name)) }))
}

function wordIn(text: string, name: string): Word {
  const found = new RegExp(
    `(?:/\\*\\*((?:(?!\\*/)[^])*)\\*/\\n)?export (?:async )?(?:function|const) ${name}\\b([^]*?)(?: \\{\\n| =>|\\n\\n|$)`,
  ).exec(text)
  if (!found) throw new Error(`${name} is exported and stands nowhere`)
  const [, documented = '', head = ''] = found
  const open = head.indexOf('(')
  const close = head.lastIndexOf(')')
  const parameters = open < 0 ? undefined : namesIn(head.slice(open + 1, close))
  return {
    call: parameters === undefined ? name : `${name}(${parameters.join(', ')})`,
    gives: givenBy(/^\s*:\s*(.+)$/s.exec(open < 0 ? head : head.slice(close + 1))?.[1] ?? ''),
    sentence: firstSentence(documented),
  }
}

/** Names of parameters, without types and defaults. What is taken apart is called by its rest, or by what is taken. */
const namesIn = (parameters: string): string[] =>
  split(parameters)
    .map((one) => /^(?:\.\.\.)?\w+|^\{[^}]*\}/.exec(one.trim())?.[0] ?? '')
    .filter((name) => name !== '')
    .map((name) => (name.startsWith('{') ? (/\.\.\.(\w+)/.exec(name)?.[1] ?? `{ ${name.match(/\w+/g)!.join(', ')} }`) : name))

/** At commas that stand in no bracket. */
function split(text: string): string[] {
  const parts = ['']
  let depth = 0
  for (const [i, char] of [...text].entries()) {
    if ('([{<'.includes(char)) depth++
    if (')]}'.includes(char) || (char === '>' && text[i - 1] !== '=')) depth--
    if (char === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts
}

function givenBy(type: string): string {
  if (/^(?:readonly )?Finding(?:\[\])?$/.test(type.trim())) return 'findings'
  return type.trim() === 'boolean' ? 'true or false' : ''
}

function firstSentence(documented: string): string {
  const text = documented.replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim()
  return /^.*?\.(?=\s+[A-Z`‹]|$)/.exec(text)?.[0] ?? text
}

const headed = ({ file }: Topic): string[] => ['', `### ${basename(file, '.ts').replaceAll('-', ' ')}`, '']
const cell = ({ sentence }: Word): string => sentence.replaceAll('|', '\\|')

const judging = (topic: Topic): string[] => [
  ...headed(topic),
  '| word | gives | |',
  '|---|---|---|',
  ...topic.words.map((word) => `| \`${word.call}\` | ${word.gives} | ${cell(word)} |`),
]

const making = (topic: Topic): string[] => [
  ...headed(topic),
  '| word | |',
  '|---|---|',
  ...topic.words.map((word) => `| \`${word.call}\` | ${cell(word)} |`),
]

/** The text of `docs/vocabulary.md`. */
export const vocabulary = (): string => `# Vocabulary

Every word that a scenario may import from \`#harness\`, or from \`grantproof\`, with the first sentence of its documentation,
by the file that has the rest. [Adding a scenario](adding-a-scenario.md) begins with the usual ones.
This page is made from the sources by \`npx vitest run src/proof/vocabulary.test.ts -u\`, and a test compares them.

## What evidence means

In \`src/verify/\`, for \`verify\`. What answers *true or false* is for \`control\` and for branches.
${topicsOf('verify').flatMap(judging).join('\n')}

## What a request is like

In \`src/client/\`: for the \`change\` of a row, and for \`act\`.
${topicsOf('client').flatMap(making).join('\n')}

## What is done with it

In \`src/scenario/\`, beside the deeds that \`act\` is handed.
${topicsOf('scenario').flatMap(making).join('\n')}
`
