import { expect, test } from 'vitest'
import type { View } from '../user-agent/landing.ts'
import { keepsPassword } from './onward.ts'
import { answer, kinds, landing } from './testing.ts'

const view = (onward?: View['onward']): View => ({ n: 1, executed: [], foreign: [], displayed: true, ...(onward && { onward }) })
const signedIn = (status: number, ...views: View[]) =>
  landing('redirect_uri', { views }, answer(status, '', { sent: 'username=alice&password=‹password:3›' }))
const to = (method: string, body = '') => view({ method, url: 'https://client.example/cb?code=‹code:9›', body })

test('a password that the browser would post to the client is told by its mark, and where it goes without the code', () => {
  const findings = keepsPassword(signedIn(307, to('POST', 'username=alice&password=‹password:3›')))
  expect(findings).toMatchObject([
    { is: 'violated', part: 'effect', seen: '‹password:3› on its way to https://client.example/cb by POST', n: 1 },
  ])
})

test.each([
  ['the browser drops the form', signedIn(303, to('GET'))],
  ['the form of the consent page goes along', signedIn(200, view(), to('POST', 'decision=allow'))],
  ['the server answers by a page', signedIn(200, view())],
])('the client gets no password: %s', (_, flow) => {
  expect(kinds(keepsPassword(flow))).toEqual(['held'])
})

test('a status that keeps the form is a wrong form, though this browser sent nothing', () => {
  expect(kinds(keepsPassword(signedIn(307, view())))).toEqual(['signal'])
  expect(kinds(keepsPassword(signedIn(307, to('GET'))))).toEqual(['signal'])
})

test('where no form brought a password, nothing is shown', () => {
  expect(kinds(keepsPassword(landing('redirect_uri', { views: [to('GET')] })))).toEqual(['undecided'])
})
