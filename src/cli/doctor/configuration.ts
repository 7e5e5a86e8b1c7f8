import { basename } from 'node:path'
import { ConfigError, type LoadedConfig, loadConfig, type ReadTarget, readTarget } from '../../config/index.ts'
import { type Check, ok, problem, warning } from './check.ts'

const name = 'configuration'

/** Finds and reads the configuration file. */
export async function checkFile(file: string | undefined): Promise<{ check?: Check; loaded?: LoadedConfig }> {
  try {
    return { loaded: await loadConfig({ cwd: process.cwd(), file }) }
  } catch (error) {
    return { check: misconfigured(error) }
  }
}

/** Whether one target of it is complete: references read, authorities found. */
export function checkTarget({ config, dir, file }: LoadedConfig, target: string | undefined): { check: Check; read?: ReadTarget } {
  try {
    const read = readTarget(config, { name: target, dir })
    return { read, check: withSecretsNoted(read, `${basename(file)}, target ${read.name}`) }
  } catch (error) {
    return { check: misconfigured(error) }
  }
}

function withSecretsNoted({ literal, written }: ReadTarget, found: string): Check {
  if (literal.length === 0 || written.embedded) return ok(name, found)
  return warning(name, {
    found: `${found}; secrets stand in it as they are (${literal.join(', ')})`,
    why: 'Whoever reads the file, or the repository that it is in, has them.',
    fix: ['Move each into an environment variable or a file: { env: "NAME" } or { file: "path" }.'],
  })
}

/** What is wrong with the file. Throws what is not a matter of it. */
export function misconfigured(error: unknown): Check {
  if (!(error instanceof ConfigError)) throw error
  return problem(name, {
    found: error.message.replaceAll(/\s*\n\s*/g, ' '),
    why: 'It says which server is judged, and as whom.',
    fix: error.hints.length > 0 ? error.hints : [remedy(error.message)],
  })
}

const remedy = (message: string): string =>
  /environment variable/.test(message)
    ? 'Set it in the shell that grantproof is typed in (export NAME=value), in a pipeline as a secret variable.'
    : 'docs/configuration.md explains every key; grantproof init ISSUER writes a file to begin with.'
