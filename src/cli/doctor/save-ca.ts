import { existsSync, writeFileSync } from 'node:fs'
import type { Certificate } from '../../http/reach.ts'
import { type Check, ok, problem } from './check.ts'

const name = 'authorities'

/** Writes certificates that their owner may decide to trust into a new file. */
export function saveAuthorities(file: string, found: readonly Certificate[]): Check {
  const different = [...new Map(found.map((one) => [one.fingerprint, one])).values()]
  if (different.length === 0) return ok(name, `${file} is not written: no certificate was met that trusting would mend`)
  if (existsSync(file)) return unwritten(`${file} is there already, and nothing is overwritten`)
  try {
    writeFileSync(file, different.map(({ pem }) => pem).join(''))
  } catch (error) {
    return unwritten(`${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`)
  }
  return ok(name, `${file} is written; nobody trusts it before tls.ca names it, and that should wait for the comparison of fingerprints`)
}

const unwritten = (found: string): Check =>
  problem(name, { found, why: 'The certificates that were met are nowhere else.', fix: ['Name another file: --save-ca FILE.'] })
