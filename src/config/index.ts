import type { HarnessConfig } from './schema.ts'

export type { Interaction, InteractionAnswer, InteractionPage, InteractionStep } from '../target/target.ts'
export { discoveryUrls, type Fetched, type FetchJson, type Network } from './discover.ts'
export { ConfigError, DiscoveryError } from './errors.ts'
export { configJsonSchema } from './json-schema.ts'
export { type LoadedConfig, loadConfig } from './load.ts'
export { chooseTarget, parseConfig, targetNames, targetsOf } from './parse.ts'
export { type ReadTarget, type ResolveOptions, readTarget, resolveTarget } from './resolve.ts'
export { installResolver } from './resolve-hook.ts'
export type { HarnessConfig, TargetConfig } from './schema.ts'
export { env, file, type Reference } from './secrets.ts'

/** Gives a configuration its type, so that an editor completes it and tsc checks it. Changes nothing. */
export const defineConfig = (config: HarnessConfig): HarnessConfig => config
