import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type LoadedConfig, loadConfig } from '../config/index.ts'
import { targetsOf } from '../config/parse.ts'
import { exitCodes } from '../gate/gate.ts'
import { suiteOf } from '../spec/index.ts'
import { CliError } from './failure.ts'
import { near } from './near.ts'
import { skeleton } from './skeleton.ts'
import { checkoutAbove } from './version.ts'

/** Writes a scenario that compiles and passes on a sound server, for its author to change. Overwrites nothing. */
export async function scaffold(name: string, { config }: { config?: string }): Promise<number> {
  const id = checkedName(name)
  const checkout = config === undefined ? checkoutAbove(process.cwd()) : undefined
  const place = checkout ? inCheckout(id, checkout) : inProject(id, await loadConfig({ cwd: process.cwd(), file: config }))
  if (existsSync(place.file))
    throw new CliError(exitCodes.usage, `${shown(place.file)} is there already, and nothing is overwritten`, ['take another name'])
  mkdirSync(dirname(place.file), { recursive: true })
  writeFileSync(place.file, skeleton(id, place.door))
  process.stdout.write(`wrote ${shown(place.file)}\n\nNext\n${place.next.map((line, i) => `  ${i + 1}. ${line}\n`).join('')}`)
  return exitCodes.clean
}

interface Place {
  file: string
  door: '#harness' | 'grantproof'
  next: string[]
}

const shown = (file: string): string => relative(process.cwd(), file)

function checkedName(written: string): string {
  const name = written.replace(/^(?:\.\/)?suites\//, '').replace(/\.[jt]s$/, '')
  if (/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) return name
  throw new CliError(exitCodes.usage, `"${written}" is no name for a scenario: expected SUITE/NAME in small letters, digits and hyphens`, [
    'a name begins with what a sound server does: pkce/rejects-reused-verifier, redirect-uri/requires-https',
  ])
}

function inCheckout(id: string, root: string): Place {
  const suites: string[] = Object.values(suiteOf)
  const suite = id.slice(0, id.indexOf('/'))
  if (!suites.includes(suite)) {
    const suggested = near(suite, suites)
    throw new CliError(exitCodes.usage, `there is no suite "${suite}"`, [
      ...(suggested.length > 0 ? [`did you mean ${suggested.join(', or ')}?`] : []),
      `a suite is an area of the catalogue: ${suites.join(', ')}`,
    ])
  }
  const next = [
    'say in title, why and fix what a sound server does and why; cite the requirements that it judges (grantproof explain ID)',
    'change act, control and verify; add a fault to the embedded server that it detects, and name that in detects',
    `grantproof demo ${id}, unless it needs a browser; then grantproof prove ${id}`,
  ]
  return { file: join(root, 'suites', `${id}.ts`), door: '#harness', next }
}

/** Below the folder of the first glob of the configuration, in the suite's folder there. */
function inProject(id: string, { config, dir, file }: LoadedConfig): Place {
  const globs = Object.values(targetsOf(config)).flatMap(({ scenarios }) => scenarios ?? [])
  const glob = globs.find((each) => !each.startsWith('!'))
  const folder = glob === undefined ? 'scenarios' : baseOf(glob)
  const own = `own/${folder === '' ? '' : `${folder}/`}${id}`
  const next = [
    ...(glob === undefined ? [`add to ${shown(file)}: scenarios: ['scenarios/**/*.ts']`] : []),
    'say in title, why and fix what a sound server does and why; cite the requirements that it judges (grantproof explain ID)',
    'change act, control and verify',
    `grantproof run ${own}`,
  ]
  return { file: join(dir, folder, `${id}.ts`), door: 'grantproof', next }
}

/** The folder of a glob: everything before its first wildcard. */
const baseOf = (glob: string): string =>
  glob
    .replace(/^\.\//, '')
    .split('/')
    .slice(
      0,
      glob
        .replace(/^\.\//, '')
        .split('/')
        .findIndex((part) => /[*?{[(]/.test(part) || /\.[jt]s$/.test(part)),
    )
    .join('/')
