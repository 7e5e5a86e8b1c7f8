import { z } from 'zod'
import { nearest } from './nearest.ts'
import { isHttpUrl, isScope } from './words.ts'

// Each message is the end of the sentence "found …, expected …", and says what to do where that is not plain.

type Shape = Readonly<Record<string, z.ZodType>>
type RawIssue = { code?: string | undefined; keys?: unknown; message?: string | undefined }

/** An object that has these keys and no others: an unknown one is told the nearest. */
export const strict = <S extends Shape>(what: string, shape: S) =>
  z.strictObject(shape, { error: (issue: RawIssue) => (issue.code === 'unrecognized_keys' ? unknownKeys(issue.keys, shape) : what) })

function unknownKeys(keys: unknown, shape: Shape): string {
  const known = Object.keys(shape)
  return (keys as string[])
    .map((key) => ({ key: JSON.stringify(key.slice(0, 60)), near: nearest(key, known) }))
    .map(({ key, near }) => (near ? `unknown key ${key}, did you mean "${near}"?` : `unknown key ${key}, known here: ${known.join(', ')}.`))
    .join(' ')
}

/** A string that is not empty. */
export const text = (what: string) => z.string({ error: what }).min(1, { error: what })
/** A string that a predicate upholds. */
export const checked = (what: string, check: (value: string) => boolean) => z.string({ error: what }).refine(check, { error: what })
/** Values by names of the user's own. */
export const recordOf = <V extends z.ZodType>(what: string, value: V) => z.record(z.string(), value, { error: what })
/** A list. */
export const listOf = <V extends z.ZodType>(what: string, value: V) => z.array(value, { error: what })
/** One of a few words. */
export const oneOf = <const V extends readonly [string, ...string[]]>(values: V) =>
  z.enum(values, { error: `one of ${values.join(', ')}.` })
/** True or false, with a description for editors. */
export const flag = (what: string) => z.boolean({ error: 'true or false.' }).describe(what)
/** A number from `least`. */
export const number = (what: string, least = 0) => z.number({ error: what }).min(least, { error: what }).max(1e9, { error: what })
/** A whole number from `least`. */
export const integer = (what: string, least = 0) => number(what, least).refine(Number.isSafeInteger, { error: what })

const variable = z
  .strictObject({ env: checked('the name of an environment variable.', (name) => /^[A-Za-z_]\w*$/.test(name)) })
  .meta({ id: 'environment_variable' })
const path = z.strictObject({ file: text('a path.') }).meta({ id: 'secret_file' })
/** A value, or where it is to be found. */
export const referable = (what: string) => {
  const error = `${what}: a string, { env: "NAME" } or { file: "path" }.`
  return z.union([z.string().min(1, { error }), variable, path], { error })
}

/** A secret, or better: where it is to be found. */
export const secret = (what: string) => referable(what).describe(`${what}, best by reference: { env: "NAME" } or { file: "path" }.`)

/** An absolute http or https URL. */
export const httpUrl = (what: string) =>
  checked(`${what}, an absolute http or https URL without credentials or fragment.`, isHttpUrl).meta({ format: 'uri' })
/** A scope-token (RFC 6749 3.3). */
export const scope = (what: string) => checked(`${what}, one scope-token without spaces (RFC 6749 3.3).`, isScope)

/** Values by names of a kind, such as header fields by their names. */
export const keyedBy = <V extends z.ZodType>(what: string, key: { what: string; check: (key: string) => boolean }, value: V) =>
  recordOf(what, value).superRefine((all, context) => {
    for (const name of Object.keys(all).filter((name) => !key.check(name))) {
      context.addIssue({ code: 'custom', path: [name], message: key.what, params: { key: true } })
    }
  })
