import type { z } from 'zod'

/** A field as a person would write its place: `clients.client.redirect_uris[0]`. */
export function fieldName(path: readonly PropertyKey[]): string {
  const parts = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`
    return /^[A-Za-z_$][\w$]*$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(String(key).slice(0, 60))}]`
  })
  return parts.join('').replace(/^\./, '') || 'the configuration'
}

/** One line for each thing that is wrong: the field, what was found, what is expected. Never a secret's value. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], input: unknown): string[] {
  return [...new Set(issues.map((issue) => describe(issue, input)))]
}

function describe(issue: z.core.$ZodIssue, input: unknown): string {
  const field = fieldName(issue.path)
  if (issue.code === 'unrecognized_keys') return `${field}: ${issue.message}`
  if (issue.code === 'custom' && issue.params?.['key'] === true) return `${field}: the key is wrong, expected ${issue.message}`
  const { present, value } = lookUp(input, issue.path)
  return present ? `${field}: found ${found(value, issue)}, expected ${issue.message}` : `${field}: missing, expected ${issue.message}`
}

function lookUp(input: unknown, path: readonly PropertyKey[]): { present: boolean; value?: unknown } {
  let value = input
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return { present: false }
    value = value[key as never]
  }
  return { present: true, value }
}

/** A value is shown only where the field is not for secrets and a value of this type could have been right: anything else may be a secret gone astray. */
function found(value: unknown, issue: z.core.$ZodIssue): string {
  const ofRightType = issue.code !== 'invalid_type' && issue.code !== 'invalid_union'
  if (ofRightType && typeof value === 'number') return String(value)
  if (typeof value !== 'string') return kindOf(value)
  if (value === '') return 'an empty string'
  return ofRightType && !issue.path.some(isSecretField) ? JSON.stringify(presentable(value)) : 'a string'
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty object' : 'an object'
  return value === true || value === false ? String(value) : `a ${typeof value}`
}

const secretFields = new Set<PropertyKey>([
  'client_secret',
  'password',
  'headers',
  'proxy',
  'env',
  'authorization_parameters',
  'consent_parameters',
  'token_parameters',
  'ca',
  'fill',
])
const isSecretField = (key: PropertyKey): boolean => secretFields.has(key)

/** What may be credentials or a query of a URL is not shown, nor more than a line's worth. */
function presentable(value: string): string {
  const bare = value.replace(/^.*@/s, '…@').replace(/\?[^#]*/, '?…')
  return bare.length > 80 ? `${bare.slice(0, 80)}…` : bare
}
