import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Where a secret is to be found, so that it need not stand in the configuration. */
export type Reference = { env: string } | { file: string }

/** Takes a value from an environment variable: `client_secret: env('WEB_APP_SECRET')`. */
export const env = (name: string): { env: string } => ({ env: name })

/** Takes a value from a file, without its final newline: `password: file('/run/secrets/alice')`. Relative to the configuration file. */
export const file = (path: string): { file: string } => ({ file: path })

/** Something that the recorder has to close wherever it occurs. */
export interface Secret {
  kind: 'client_secret' | 'password' | 'header' | 'parameter' | 'proxy'
  value: string
}

/** Reads the values of one target, and gathers what went wrong instead of stopping at the first. */
export interface SecretReader {
  /** A value that is no secret unless it is a reference: a client's or user's name, a parameter. */
  text(value: string | Reference, field: string, kind?: Secret['kind']): string
  /** A value that is a secret wherever it comes from; a literal one is remembered for a warning. */
  secret(value: string | Reference, field: string, kind: Secret['kind']): string
  readonly problems: string[]
  /** Fields whose secret stands in the configuration as it is. */
  readonly literal: string[]
  readonly secrets: Secret[]
}

/** A reader for references relative to `dir`, with the variables of `environment`. */
export function secretReader(dir: string, environment: Readonly<Record<string, string | undefined>>): SecretReader {
  const problems: string[] = []
  const literal: string[] = []
  const secrets: Secret[] = []
  const dereference = (reference: Reference, field: string): string => {
    const read =
      'env' in reference ? readVariable(reference.env, environment) : readSecretFile(resolve(dir, reference.file), reference.file)
    if ('problem' in read) problems.push(`${field}: ${read.problem}`)
    return 'value' in read ? read.value : ''
  }
  const note = (kind: Secret['kind'], value: string): string => {
    if (value !== '') secrets.push({ kind, value })
    return value
  }
  return {
    problems,
    literal,
    secrets,
    text(value, field, kind) {
      if (typeof value === 'string') return value
      const read = dereference(value, field)
      return kind ? note(kind, read) : read
    },
    secret(value, field, kind) {
      if (typeof value !== 'string') return note(kind, dereference(value, field))
      literal.push(field)
      return note(kind, value)
    },
  }
}

type Read = { value: string } | { problem: string }

function readVariable(name: string, environment: Readonly<Record<string, string | undefined>>): Read {
  const value = Object.hasOwn(environment, name) ? environment[name] : undefined
  if (value === undefined) return { problem: `the environment variable ${name} is not set. Set it to the value, or name another.` }
  if (value === '') return { problem: `the environment variable ${name} is empty. Set it to the value, or name another.` }
  return { value }
}

function readSecretFile(path: string, written: string): Read {
  try {
    const value = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
    return value === '' ? { problem: `the file ${written} is empty. Write the value into it, or name another.` } : { value }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? 'unknown error'})`
    return {
      problem: `the file ${written} ${why}. Write the value into it, or name another (paths are relative to the configuration file).`,
    }
  }
}
