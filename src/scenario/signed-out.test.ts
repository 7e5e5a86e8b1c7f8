import { expect, it } from 'vitest'
import { answer, tokens } from '../verify/testing.ts'
import type { Landing, Mark } from './contract.ts'
import { NoVerdict } from './errors.ts'
import { skipUnlessSignedOut } from './signed-out.ts'

const skip = (reason: string, provide: string): never => {
  throw new NoVerdict('skip', reason, provide)
}
const [honest, hinted] = [answer(200, tokens), answer(200, { ...tokens, id_token: '‹id_token:3›' })]
const signIn: Landing = { at: 'sign_in', hops: [], params: [] }
const client: Landing = {
  at: 'redirect_uri',
  url: 'https://client.example/cb?code=‹code:1›',
  hops: [],
  params: [],
  code: '‹code:1›' as Mark,
}

it('goes on where the user was signed in and has to sign in afterwards', () => {
  expect(() => skipUnlessSignedOut({ before: client, after: signIn, honest }, skip)).not.toThrow()
})

it('skips where nobody is kept signed in', () => {
  expect(() => skipUnlessSignedOut({ before: signIn, after: signIn, honest }, skip)).toThrow(
    expect.objectContaining({ how: 'skip', message: 'the server keeps nobody signed in' }),
  )
})

it('skips where it cannot be seen who is signed in', () => {
  const question: Landing = { at: 'nowhere', hops: [], params: [], why: 'the page asks to go on' }
  expect(() => skipUnlessSignedOut({ before: question, after: signIn, honest }, skip)).toThrow(
    expect.objectContaining({ how: 'skip', message: 'it cannot be seen whether anybody is signed in: the page asks to go on' }),
  )
})

it('skips with the place where the user still is, and says what helps', () => {
  const message = 'the sign-out signed nobody out: at https://client.example/cb'
  expect(() => skipUnlessSignedOut({ before: client, after: client, honest }, skip)).toThrow(
    expect.objectContaining({ how: 'skip', message, provide: expect.stringContaining('a scope with openid') }),
  )
  expect(() => skipUnlessSignedOut({ before: client, after: client, honest: hinted }, skip)).toThrow(
    expect.objectContaining({ message, provide: expect.not.stringContaining('openid') }),
  )
})
