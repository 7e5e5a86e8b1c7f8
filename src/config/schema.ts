import { z } from 'zod'
import { offeredProfiles } from '../spec/profiles.ts'
import type { Interaction } from '../target/target.ts'
import { presetNames } from './presets.ts'
import { checked, flag, httpUrl, keyedBy, listOf, oneOf, referable, strict, text } from './schema-parts.ts'
import * as sections from './schema-sections.ts'
import { isOrigin } from './words.ts'

const nameWhat = 'a name of letters, digits, ".", "_" and "-", and not "all": it names a folder of reports.'
const isName = (value: string): boolean => /^[A-Za-z0-9][\w.-]{0,63}$/.test(value) && value !== 'all'

const target = {
  preset: oneOf(presetNames).optional().describe('What is known of a product: its endpoints and ways. Every other key goes before it.'),
  issuer: httpUrl('the issuer identifier')
    .optional()
    .describe('The issuer identifier. Its metadata is found by RFC 8414 or OpenID Connect Discovery.'),
  discovery: httpUrl('the URL of a metadata document').optional().describe('The metadata document, where it is at neither usual place.'),
  endpoints: sections.endpoints.optional(),
  embedded: flag('It is the server that comes with grantproof, on this machine. Every report says so.').optional(),
  origins: listOf('a list of origins.', checked('an origin such as https://login.example.com, without a path.', isOrigin))
    .optional()
    .describe('Further origins that a sign-in may visit. Nothing else is ever contacted.'),
  clients: sections.clients,
  users: sections.users,
  scopes: sections.scopes.optional(),
  authorization_parameters: sections.parameters.optional().describe('Sent with every authorization request, such as prompt or acr_values.'),
  consent_parameters: sections.parameters
    .optional()
    .describe(
      'Sent with an authorization request where a scenario needs the consent page: what makes the server ask again, such as prompt.',
    ),
  token_parameters: sections.parameters.optional().describe('Sent with every token request, such as audience.'),
  resource: sections.resource.optional(),
  tls: sections.tls.optional(),
  proxy: referable('the URL of a proxy').optional().describe('The URL of an HTTP proxy, or a reference to it.'),
  resolve: sections.resolve.optional(),
  headers: sections.headers.optional(),
  pace: sections.pace.optional(),
  allow: sections.allow.optional(),
  declares: sections.declares.optional(),
  profile: oneOf(offeredProfiles).optional().describe('What is graded by. Default bcp.'),
  gate: sections.gate.optional(),
  reports: sections.reports.optional(),
  interaction: sections.interaction.optional(),
  user_agent: oneOf(['direct', 'browser', 'auto'])
    .optional()
    .describe('Who signs in: direct runs no scripts, browser is a real one, auto takes that where a page needs it. Default auto.'),
  browser: sections.browser.optional(),
  scenarios: listOf('a list of globs.', text('a glob.')).optional().describe('Scenarios of your own, relative to this file.'),
}

const $schema = z.string({ error: 'the address of a JSON Schema.' }).optional()
const several = 'at least one target: { staging: { issuer, clients, users } }.'

/** One target as it is written. An interaction that is a function goes round the schema. */
export const targetSchema = strict('a configuration: { issuer, clients, users }.', {
  $schema,
  name: checked(nameWhat, isName).optional().describe('Names the folder of its reports. Default: the host of the issuer.'),
  ...target,
})

/** Several targets by name. */
export const targetsSchema = strict('several targets: { targets }.', {
  $schema,
  targets: keyedBy(several, { what: nameWhat, check: isName }, strict('a target: { issuer, clients, users }.', target)).refine(
    (all) => Object.keys(all).length > 0,
    { error: several },
  ),
})

/** Whatever is written may be written `as const`. */
type Written<T> = T extends readonly (infer I)[] ? readonly Written<I>[] : T extends object ? { readonly [K in keyof T]: Written<T[K]> } : T

/** One target, written inline or under its name in `targets`. Lengths of time are in seconds. */
export type TargetConfig = Written<Omit<z.input<typeof targetSchema>, 'interaction'>> & { readonly interaction?: Interaction | undefined }

/** What harness.config.ts exports: one target, or several by name. */
export type HarnessConfig =
  | TargetConfig
  | { readonly $schema?: string | undefined; readonly targets: Readonly<Record<string, Omit<TargetConfig, 'name' | '$schema'>>> }
