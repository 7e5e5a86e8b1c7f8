import { z } from 'zod'
import type { Mark } from '../http/exchange.ts'
import { outcomes } from '../scenario/outcome.ts'
import type { RequirementId } from '../spec/index.ts'
import { type ProfileName, profiles } from '../spec/profiles.ts'
import { severities } from '../spec/severity.ts'
import { type Run, stops } from './run.ts'

const count = z.int().nonnegative()
const number = z.int().positive().describe("An exchange's number in its scenario")
const outcome = z.enum(outcomes)
const severity = z.enum(severities)
const json = z.record(z.string(), z.unknown())
const requirementId = z.string() as unknown as z.ZodType<RequirementId, string>
const mark = z.string().describe('Stands for a secret') as unknown as z.ZodType<Mark, string>
const headers = z.array(z.tuple([z.string(), z.string()]))

const exchange = z
  .object({
    n: number,
    channel: z.enum(['front', 'back']),
    sentAt: z.number().describe('Milliseconds since the epoch'),
    ms: z.number(),
    request: z.object({
      method: z.string(),
      url: z.string(),
      headers,
      body: z.exactOptional(z.string()),
      within: z.exactOptional(z.array(mark).describe('Secrets that went along within others: the client secret in HTTP Basic')),
    }),
    response: z.exactOptional(z.object({ status: z.int(), headers, body: z.string(), cut: z.exactOptional(z.literal(true)) })),
    failure: z.exactOptional(
      z.enum(['timeout', 'reset', 'refused', 'too_large', 'not_http', 'tls', 'unresolved', 'not_allowed', 'budget', 'cancelled']),
    ),
    detail: z.exactOptional(z.string()),
    retries: z.exactOptional(count),
  })
  .meta({ id: 'Exchange', description: 'One request and what came of it. Marks stand for secrets.' })

const finding = z
  .discriminatedUnion('is', [
    z.object({ n: z.exactOptional(number), is: z.literal('held'), seen: z.string() }),
    z.object({
      n: z.exactOptional(number),
      is: z.literal('violated'),
      part: z.enum(['effect', 'lack', 'signal']),
      expected: z.string(),
      seen: z.string(),
      requirement: z.exactOptional(requirementId),
      severity: z.exactOptional(severity),
    }),
    z.object({ n: z.exactOptional(number), is: z.literal('noted'), seen: z.string() }),
    z.object({ n: z.exactOptional(number), is: z.literal('undecided'), because: z.string() }),
  ])
  .meta({ id: 'Finding', description: 'What evidence means, before any profile grades it.' })

const evidence = json.meta({ id: 'Evidence', description: 'Named steps. An exchange is { "$exchange": n }.' })
const steps = z.array(z.string()).describe('Names of the steps that the act brought home')

const ended = z.discriminatedUnion('how', [
  z.object({ how: z.literal('done') }),
  z.object({ how: z.literal('skip'), reason: z.string(), provide: z.string() }),
  z.object({ how: z.literal('block'), reason: z.string() }),
  z.object({ how: z.literal('error'), reason: z.string() }),
])

const control = z
  .object({ held: z.boolean(), evidence, steps, ended, reason: z.exactOptional(z.string()) })
  .meta({ id: 'Control', description: 'An honest conversation.' })

const row = z
  .object({
    name: z.string(),
    severity: z.exactOptional(
      severity.describe(
        'How grave what was found in it is, for a fail or warn; otherwise how grave it would be, where the scenario says so',
      ),
    ),
    requirement: z.exactOptional(requirementId.describe("What its findings mean unless they say otherwise; default: the scenario's first")),
    outcome,
    reason: z.string(),
    provide: z.exactOptional(z.string().describe('For a skip: how to provide what is missing')),
    expected: z.exactOptional(z.string()),
    seen: z.exactOptional(z.string()),
    exchange: z.exactOptional(number),
    new: z.exactOptional(z.literal(true).describe('A finding that the baseline does not have')),
    waived: z.exactOptional(count.describe('Place of the waiver that covers this finding, in `waivers`')),
    control: z.boolean().describe('Whether the honest steps worked around this row'),
    findings: z.array(finding),
    evidence,
    steps,
    ended,
  })
  .meta({ id: 'Row', description: 'One changed thing, judged by itself.' })

const result = z
  .object({
    id: z.string(),
    title: z.string(),
    why: z.string().describe('The harm when it does not hold'),
    fix: z.string().describe('What to do in the server'),
    severity,
    outcome,
    reason: z.string(),
    requirements: z.array(z.object({ id: z.string(), document: z.string(), section: z.string(), level: z.string(), url: z.string() })),
    rows: z.array(row),
    counts: z.partialRecord(outcome, count),
    controls: z.object({ before: z.exactOptional(control), after: z.exactOptional(control) }),
    durationMs: z.number(),
    exchanges: z.array(exchange),
    source: z.string().describe("SHA-256 of the scenario's file"),
  })
  .meta({ id: 'Result', description: 'One scenario. Its outcome is the worst of its rows.' })

const markFacts = z.object({
  kind: z.string(),
  length: count,
  alphabet: z.string(),
  madeFrom: z.exactOptional(z.object({ mark, by: z.string() })),
  jwt: z.exactOptional(
    z.object({ header: json, claims: json, signature: z.enum(['valid', 'invalid', 'unchecked']), kid: z.exactOptional(z.string()) }),
  ),
})

const facts = z
  .object({
    issuer: z.string(),
    origins: z.array(z.string()),
    metadata: json,
    jwks: z.object({ keys: z.exactOptional(z.array(json)) }),
    clockOffsetMs: z.number(),
    marks: z.record(z.string(), markFacts),
    clients: z.record(z.string(), z.object({ client_id: z.string(), redirect_uris: z.array(z.string()) })),
    declared: z.object({ propagationMs: z.number(), codeLifetimeS: z.exactOptional(z.number()) }),
  })
  .meta({ id: 'Facts', description: 'What a judgement may know of the target beside the evidence.' })

const counts = z.object({ pass: count, fail: count, warn: count, info: count, skip: count, blocked: count, error: count })
const profile = z.enum(Object.keys(profiles) as [ProfileName, ...ProfileName[]])

const waiver = z
  .object({
    scenario: z.exactOptional(z.string()),
    requirement: z.exactOptional(z.string()),
    row: z.exactOptional(z.string()),
    target: z.exactOptional(z.string()),
    expect: z.enum(['fail', 'warn']),
    reason: z.string(),
    owner: z.string(),
    ticket: z.exactOptional(z.string()),
    created: z.string(),
    expires: z.string(),
    state: z.enum(['used', 'expired', 'idle', 'open', 'unused']),
    findings: count,
    remark: z.exactOptional(z.string()),
  })
  .meta({ id: 'Waiver', description: 'A known finding, and until when a gate overlooks it.' })

/** The shape of `run.json`, version 1: what a reader may rely on. Unknown members are let through. */
export const runSchema = z.object({
  schemaVersion: z.literal(1),
  tool: z.object({ name: z.string(), version: z.string() }),
  target: z.object({ name: z.string(), issuer: z.string(), embedded: z.boolean().describe('The server that comes with grantproof') }),
  configuration: z.exactOptional(z.string().describe("The configuration's file, relative to where the run was started")),
  profile,
  startedAt: z.iso.datetime(),
  finishedAt: z.exactOptional(z.iso.datetime()),
  durationMs: z.number().nonnegative(),
  complete: z.boolean().describe('False while it runs, and for ever when it was killed or interrupted'),
  warnings: z.array(z.string()),
  selection: z.object({ asked: z.array(z.string()), scenarios: count }),
  requests: count,
  summary: counts.extend({ rows: counts }),
  gate: z.exactOptional(
    z.object({
      met: z.boolean(),
      exitCode: count,
      why: z.array(z.string()),
      failOn: z.enum(stops),
      severity: z.exactOptional(severity),
      allowBlocked: z.boolean(),
      coverage: z.exactOptional(z.number()),
      strictWaivers: z.exactOptional(z.boolean()),
    }),
  ),
  baseline: z.exactOptional(
    z.object({
      target: z.exactOptional(z.string()),
      startedAt: z.iso.datetime(),
      profile,
      tool: z.object({ name: z.string(), version: z.string() }),
      remark: z.exactOptional(z.string().describe('What it did not judge; among the warnings too')),
    }),
  ),
  evidence: z.exactOptional(z.literal('none').describe('Set where nothing was kept but findings')),
  waivers: z.exactOptional(z.array(waiver)),
  noFlow: z.exactOptional(z.object({ reason: z.string(), exchanges: z.array(exchange) })),
  facts,
  results: z.array(result).describe('Sorted by id'),
}) satisfies z.ZodType<Run>

/** The JSON Schema (2020-12) of `run.json`, as it is published. */
export function runJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(runSchema, {
    io: 'input',
    override: ({ jsonSchema }) => void (jsonSchema.format && delete jsonSchema.pattern),
  })
  return { $schema, title: 'A run of grantproof: reports/<target>/run.json', ...rest }
}
