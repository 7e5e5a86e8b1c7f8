import { DiscoveryError, type LoadedConfig, resolveTarget } from '../../config/index.ts'
import type { Target } from '../../target/target.ts'
import { fetchJson } from '../fetch-json.ts'
import { type Check, ok, problem, warning } from './check.ts'
import { misconfigured } from './configuration.ts'

const name = 'discovery'

/** Finds the server's metadata as a run does, and looks at what it says of itself. */
export async function checkDiscovery({ config, dir }: LoadedConfig, targetName: string): Promise<{ checks: Check[]; target?: Target }> {
  try {
    const target = await resolveTarget(config, { name: targetName, dir, fetchJson })
    return { target, checks: [issuerOf(target), ...warningsOf(target)] }
  } catch (error) {
    if (!(error instanceof DiscoveryError)) return { checks: [misconfigured(error)] }
    const why = 'Without its endpoints nothing can be asked of the server.'
    return { checks: [problem(name, { found: error.message.replaceAll(/\s*\n\s*/g, ' '), why, fix: error.hints })] }
  }
}

function issuerOf({ issuer, metadata, endpoints }: Target): Check {
  const stated = metadata['issuer']
  if (Object.keys(metadata).length === 0) return ok(name, `not needed: the configuration names the endpoints (${endpoints.token_endpoint})`)
  if (stated === issuer) return ok(name, `the issuer is ${issuer}, in its metadata too`)
  return problem(name, {
    found: `the metadata ${typeof stated === 'string' ? `is that of the issuer "${stated}"` : 'names no issuer'}, the configuration says "${issuer}"`,
    why: 'Clients must not use metadata of another issuer (RFC 8414 3.3), and `iss` in responses is compared with it to the letter.',
    fix: [
      typeof stated === 'string'
        ? `If that is the server you mean, write issuer: "${stated}", and discovery: the URL of the document, if it is not below that.`
        : 'Have the server name its issuer.',
    ],
  })
}

/** Of the warnings that every report shows, those that come from what the server said. */
function warningsOf({ warnings }: Target): Check[] {
  return warnings
    .filter((text) => !/they must be identical|^secrets stand|^INSECURE/.test(text))
    .map((found) =>
      warning(name, {
        found,
        why: 'Every report says so too: what rests on it is skipped, or judged by less.',
        fix: ['Mend it at the server, or write the right value into the configuration.'],
      }),
    )
}
