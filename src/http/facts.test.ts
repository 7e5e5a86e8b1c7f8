import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { checkSignature } from './facts.ts'

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

async function signed(alg: string): Promise<{ jwt: string; jwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  const jwt = await new CompactSign(Buffer.from('{"sub":"alice"}')).setProtectedHeader({ alg, kid: 'k' }).sign(privateKey)
  return { jwt, jwk: { ...(await exportJWK(publicKey)), kid: 'k' } }
}

/** The same token with one claim changed. */
const altered = (jwt: string): string => jwt.replace(/\.[^.]+\./, `.${Buffer.from('{"sub":"mallory"}').toString('base64url')}.`)

describe.each(algorithms)('%s', (alg) => {
  test('says of a token whether the server signed it', async () => {
    const { jwt, jwk } = await signed(alg)
    const other = await signed(alg)
    expect(checkSignature('access_token', jwt, [other.jwk, jwk])).toEqual({ signature: 'valid', kid: 'k' })
    expect(checkSignature('access_token', jwt, [other.jwk])).toEqual({ signature: 'invalid' })
    expect(checkSignature('access_token', altered(jwt), [jwk])).toEqual({ signature: 'invalid' })
  })
})

interface Pair {
  privateKey: KeyObject
  publicKey: KeyObject
}

/** A token whose header lies: the signature is right for the key, and the algorithm is one that the key is not for. */
function lying(alg: string, hash: string, { privateKey, publicKey }: Pair): boolean {
  const input = [{ alg, kid: 'k' }, { sub: 'alice' }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const signature = sign(hash, Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  const key = { ...(publicKey.export({ format: 'jwk' }) as JWK), kid: 'k' }
  return checkSignature('id_token', `${input}.${signature}`, [key]).signature === 'valid'
}

test('a signature by a key of another kind or curve than its algorithm names is none', () => {
  const [p256, p384] = [generateKeyPairSync('ec', { namedCurve: 'P-256' }), generateKeyPairSync('ec', { namedCurve: 'P-384' })]
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  expect([lying('ES256', 'sha256', p256), lying('ES384', 'sha384', p384), lying('RS256', 'sha256', rsa)]).toEqual([true, true, true])
  expect(lying('ES512', 'sha512', p256)).toBe(false)
  expect(lying('ES256', 'sha256', p384)).toBe(false)
  expect(lying('ES256', 'sha256', rsa)).toBe(false)
  expect(lying('RS256', 'sha256', p256)).toBe(false)
  expect(lying('PS256', 'sha256', rsa)).toBe(false)
  expect(lying('ES256K', 'sha256', p256)).toBe(false)
})

test('a key for other uses, of another kind or another name decides nothing', async () => {
  const { jwt, jwk } = await signed('ES256')
  const others: JWK[] = [
    { ...jwk, use: 'enc' },
    { ...jwk, kid: 'l' },
    { ...jwk, alg: 'ES384' },
    { kty: 'oct', k: 'AAAA' },
    { kty: 'EC' },
    {} as JWK,
  ]
  expect(checkSignature('id_token', jwt, others)).toEqual({ signature: 'invalid' })
})
