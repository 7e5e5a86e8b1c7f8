import { hash, randomFillSync } from 'node:crypto'

/** A fresh code_verifier of 43 characters (RFC 7636 4.1). */
export const randomVerifier = (): string => random32()

/** The S256 code_challenge of a code_verifier (RFC 7636 4.2). */
export const challengeOf = (code_verifier: string): string => hash('sha256', Buffer.from(code_verifier, 'ascii'), 'base64url')

/** A fresh value of the shape of an opaque code or token: 256 bits, base64url. */
export const randomValue = (): string => random32()

const pool = Buffer.alloc(4096)
let used = pool.length

/** 32 random bytes in base64url. The system is asked for many values at once. */
function random32(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 32
  return pool.toString('base64url', used - 32, used)
}
