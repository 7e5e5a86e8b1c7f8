import type { JSONWebKeySet, JWK } from 'jose'
import { compactVerify } from 'jose/jws/compact/verify'
import { importJWK } from 'jose/key/import'
import type { MarkFacts } from './exchange.ts'
import { isJwt, jsonPart } from './words.ts'

/** What may be told of a secret without telling it. */
export function factsOf(kind: string, value: string): MarkFacts {
  const facts: MarkFacts = { kind, length: value.length, alphabet: alphabetOf(value) }
  if (!isJwt(value)) return facts
  const header = jsonPart(value, 0) ?? {}
  facts.jwt = { header, claims: jsonPart(value, 1) ?? {}, signature: 'unchecked' }
  if (typeof header['kid'] === 'string') facts.jwt.kid = header['kid']
  return facts
}

const alphabets: readonly [name: string, characters: RegExp][] = [
  ['digits', /^[0-9]*$/],
  ['hex', /^(?:[0-9a-f]*|[0-9A-F]*)$/],
  ['base64url', /^[\w-]*$/],
  ['unreserved', /^[\w.~-]*$/],
  ['b64token', /^[\w.~+/-]*=*$/],
  ['visible', /^[!#-+\--[\]-~]*$/],
  ['vschar', /^[\x20-\x7e]*$/],
]
const alphabetOf = (value: string): string => alphabets.find(([, characters]) => characters.test(value))?.[0] ?? 'other'

/** Made by the client and signed with its own key, which no JWKS of the server holds. */
const ownKinds = new Set(['client_assertion', 'assertion', 'dpop_proof', 'request', 'subject_token', 'actor_token'])

interface Checked {
  signature: 'valid' | 'invalid' | 'unchecked'
  kid?: string
}

/** The signature of a JWS under the keys of a server (RFC 7515 5.2). `unchecked`: no public key could decide it (MAC, JWE, made by a client). */
export async function checkSignature(kind: string, jwt: string, jwks: JSONWebKeySet): Promise<Checked> {
  const alg = jsonPart(jwt, 0)?.['alg']
  if (typeof alg !== 'string' || alg.startsWith('HS') || jwt.split('.').length !== 3 || ownKinds.has(kind))
    return { signature: 'unchecked' }
  return verifiedUnder(jwt, jwks)
}

async function verifiedUnder(jwt: string, jwks: JSONWebKeySet): Promise<Checked> {
  const { alg, kid } = jsonPart(jwt, 0) ?? {}
  for (const key of jwks.keys) {
    const fits =
      (kid === undefined || key.kid === undefined || key.kid === kid) && (key.alg ?? alg) === alg && key.use !== 'enc' && key.kty !== 'oct'
    if (fits && (await verifies(jwt, key, String(alg))))
      return key.kid === undefined ? { signature: 'valid' } : { signature: 'valid', kid: key.kid }
  }
  return { signature: 'invalid' }
}

const keys = new WeakMap<JWK, Map<string, ReturnType<typeof importJWK>>>()

/** A key is imported once for each algorithm. */
function imported(key: JWK, alg: string): ReturnType<typeof importJWK> {
  const known = keys.get(key) ?? new Map()
  keys.set(key, known)
  if (!known.has(alg)) known.set(alg, importJWK(key, alg))
  return known.get(alg)!
}

async function verifies(jwt: string, key: JWK, alg: string): Promise<boolean> {
  try {
    await compactVerify(jwt, await imported(key, alg))
    return true
  } catch {
    return false
  }
}
