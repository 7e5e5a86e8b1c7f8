import { createHash, randomBytes } from 'node:crypto'

/** A fresh code_verifier of 43 characters (RFC 7636 4.1). */
export const randomVerifier = (): string => randomBytes(32).toString('base64url')

/** The S256 code_challenge of a code_verifier (RFC 7636 4.2). */
export const challengeOf = (code_verifier: string): string => createHash('sha256').update(code_verifier, 'ascii').digest('base64url')

/** A fresh value of the shape of an opaque code or token: 256 bits, base64url. */
export const randomValue = (): string => randomBytes(32).toString('base64url')
