import { z } from 'zod'
import { targetSchema, targetsSchema } from './schema.ts'

/** The JSON Schema of harness.config.json and .yaml, published as `grantproof/config.schema.json`. An editor completes and checks by it. */
export function configJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(z.union([targetSchema, targetsSchema]), { io: 'input' })
  return { $schema, title: 'grantproof: an authorization server under test', ...schema }
}
