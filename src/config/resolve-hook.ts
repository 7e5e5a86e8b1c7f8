import { registerHooks } from 'node:module'

let installed = false

/** From now on `grantproof`, `grantproof/server` and `#harness` are this very package for whoever imports them, so that a configuration or
 *  scenario outside any node_modules finds them, and finds the same instance. `root` is the folder of index and authorization-server. */
export function installResolver(root = new URL('..', import.meta.url)): void {
  if (installed) return
  installed = true
  const doors = doorsOf(root)
  registerHooks({
    resolve(specifier, context, next) {
      const url = Object.hasOwn(doors, specifier) ? doors[specifier] : undefined
      return url === undefined ? asModule(next(specifier, context)) : { url, shortCircuit: true }
    },
  })
}

/** TypeScript of a user's is a module even below a package.json without a type: Node would find out too, with a warning. */
function asModule<R extends { url: string; format?: string | null | undefined }>(resolved: R): R {
  const own = resolved.url.startsWith('file:') && resolved.url.endsWith('.ts') && !resolved.url.includes('/node_modules/')
  return own ? { ...resolved, format: 'module-typescript' } : resolved
}

/** In a checkout the sources are TypeScript, in the published package JavaScript: as this file. */
function doorsOf(root: URL): Record<string, string> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const index = new URL(`index.${extension}`, root).href
  return { grantproof: index, '#harness': index, 'grantproof/server': new URL(`authorization-server/index.${extension}`, root).href }
}
