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

  test('is no word for another algorithm of the same key', async () => {
    const { jwt, jwk } = await signed(alg)
    for (const name of [...algorithms, 'none', 'ES256K', 'RS256K', '']) {
      if (name === alg || [name, alg].every((one) => one.startsWith('Ed'))) continue
      const header = Buffer.from(JSON.stringify({ alg: name, kid: 'k' })).toString('base64url')
      expect(checkSignature('access_token', [header, ...jwt.split('.').slice(1)].join('.'), [jwk])).toEqual({ signature: 'invalid' })
    }
  })
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
