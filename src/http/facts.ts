import { constants, createPublicKey, type KeyObject, type VerifyKeyObjectInput, verify } from 'node:crypto'
import type { JWK } from 'jose'
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

/** Whose a JWT is, as far as its signature tells, and by which key. */
export interface Signed {
  signature: 'valid' | 'invalid' | 'unchecked'
  kid?: string
}

/** The signature of a JWS under the keys of a server (RFC 7515 5.2). `unchecked`: no public key could decide it (MAC, JWE, made by a client).
 *  Without a promise, as jose's check is one, it can wait until somebody asks: of most tokens nobody does. */
export function checkSignature(kind: string, jwt: string, jwks: readonly JWK[]): Signed {
  const { alg, kid } = jsonPart(jwt, 0) ?? {}
  if (typeof alg !== 'string' || alg.startsWith('HS') || jwt.split('.').length !== 3 || ownKinds.has(kind))
    return { signature: 'unchecked' }
  const fits = (key: JWK): boolean =>
    (kid === undefined || key.kid === undefined || key.kid === kid) && (key.alg ?? alg) === alg && key.use !== 'enc' && key.kty !== 'oct'
  const signer = jwks.find((key) => fits(key) && verifies(jwt, key, alg))
  if (!signer) return { signature: 'invalid' }
  return typeof signer.kid === 'string' ? { signature: 'valid', kid: signer.kid } : { signature: 'valid' }
}

function verifies(jwt: string, jwk: JWK, alg: string): boolean {
  const how = algorithmOf(alg, jwk)
  const [header, claims, signature] = jwt.split('.') as [string, string, string]
  try {
    return (
      how !== undefined &&
      verify(how.hash, Buffer.from(`${header}.${claims}`), { key: imported(jwk), ...how.options }, Buffer.from(signature, 'base64url'))
    )
  } catch {
    return false
  }
}

const curves: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521', ES256K: 'secp256k1' }

/** What an algorithm's name says (RFC 7518 3.1, RFC 8037 3.1, RFC 8812 3.2, RFC 9864 2.2), if the key is one for it. */
function algorithmOf(alg: string, { kty, crv }: JWK): { hash: string | null; options: Omit<VerifyKeyObjectInput, 'key'> } | undefined {
  const [, family, bits] = /^(RS|PS|ES)(256|384|512)$/.exec(alg === 'ES256K' ? 'ES256' : alg) ?? []
  const hash = `sha${bits}`
  if (family === 'RS' && kty === 'RSA') return { hash, options: {} }
  if (family === 'PS' && kty === 'RSA')
    return { hash, options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST } }
  if (family === 'ES' && kty === 'EC' && crv === curves[alg]) return { hash, options: { dsaEncoding: 'ieee-p1363' } }
  return kty === 'OKP' && (alg === 'EdDSA' || alg === crv) ? { hash: null, options: {} } : undefined
}

const keys = new WeakMap<JWK, KeyObject>()

function imported(jwk: JWK): KeyObject {
  const key = keys.get(jwk) ?? createPublicKey({ key: jwk, format: 'jwk' })
  keys.set(jwk, key)
  return key
}
