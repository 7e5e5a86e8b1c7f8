import { type Check, ok, problem } from './check.ts'

/** The oldest Node that grantproof runs on, as package.json says. */
export const oldestNode = '22.19.0'

/** Whether Node is new enough. */
export function checkNode(version: string = process.versions.node): Check {
  if (version.localeCompare(oldestNode, 'en', { numeric: true }) >= 0) return ok('Node', version)
  return problem('Node', {
    found: `${version} is too old`,
    why: 'What grantproof is made of asks for more.',
    fix: [`Install Node ${oldestNode} or newer (https://nodejs.org).`],
  })
}

/** Tells which browser is installed. None is no trouble by itself: most pages are understood without. */
export function checkBrowser(found: string | undefined): Check {
  if (found !== undefined) return ok('browser', found)
  return {
    state: 'info',
    name: 'browser',
    found: 'no Chrome, Chromium or Edge is installed, which matters only where pages need script (docs/configuration.md, user_agent)',
  }
}
