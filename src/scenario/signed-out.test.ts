import { expect, it } from 'vitest'
import type { Landing } from './contract.ts'
import { NoVerdict } from './errors.ts'
import { skipUnlessSignedOut } from './signed-out.ts'

const skip = (reason: string, provide: string): never => {
  throw new NoVerdict('skip', reason, provide)
}

it('goes on where the user has to sign in, and skips with the place where he still is', () => {
  expect(() => skipUnlessSignedOut({ at: 'sign_in', hops: [], params: [] }, skip)).not.toThrow()
  const still: Landing = { at: 'redirect_uri', url: 'https://client.example/cb?code=‹code:1›', hops: [], params: [] }
  const ended = { how: 'skip', message: 'the sign-out signed nobody out: at https://client.example/cb' }
  expect(() => skipUnlessSignedOut(still, skip)).toThrow(expect.objectContaining(ended))
})
