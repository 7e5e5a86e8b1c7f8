import { describe, expect, test } from 'vitest'
import { noAnswer } from './answer.ts'
import { answer, silence, tokens } from './testing.ts'

describe('noAnswer', () => {
  test.each([
    ['silence', silence('timeout')],
    ['429', answer(429, '')],
    ['503', answer(503, '')],
    ['a page that says so in its heading', answer(200, '<h1>Too Many Requests</h1>')],
    ['a page that says so in its title', answer(403, '<title lang="en">You are being rate limited</title>')],
    ['an error that says so', answer(400, { error: 'too_many_requests' })],
    ['an error that says so in words', answer(400, { error: 'access_denied', error_description: 'Rate limit exceeded' })],
  ])('%s decides nothing', (_, nothing) => expect(noAnswer(nothing)).toBeTruthy())

  test.each([
    ['a token', answer(200, tokens)],
    ['a refusal', answer(400, { error: 'invalid_grant' })],
    ['an error page', answer(200, '<h1>Invalid redirect_uri</h1><p>Too many requests end here.</p>')],
    ['a page whose script knows the words', answer(200, '<title>Sign in</title><script>"Too many requests"</script>')],
  ])('%s decides', (_, something) => expect(noAnswer(something)).toBeUndefined())
})
