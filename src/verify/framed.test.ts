import { expect, test } from 'vitest'
import type { Landing, View } from '../user-agent/landing.ts'
import { uselessInFrames } from './framed.ts'
import { answer } from './testing.ts'

const view = (displayed: boolean): View => ({ n: 1, displayed, executed: [], foreign: [] })
const landing = (of: Partial<Landing>): Landing => ({ at: 'nowhere', hops: [], params: [], why: 'the browser refuses', ...of })
const code = { at: 'redirect_uri', url: 'https://client.example/cb', code: '‹code:1›' } as Partial<Landing>

test.each<[string, Partial<Landing>, object[]]>([
  ['refused', { views: [view(false)] }, [{ is: 'held' }]],
  ['clicked', { ...code, views: [view(true)], answered: ['consent'] }, [{ is: 'violated', part: 'effect' }]],
  ['signed in', { at: 'nowhere', views: [view(true), view(false)], answered: ['sign_in'] }, [{ is: 'violated', part: 'effect' }]],
  [
    'signed in, and at the consent page',
    { at: 'consent', views: [view(true)], answered: ['sign_in'] },
    [{ is: 'violated', part: 'effect' }],
  ],
  [
    'displayed, with cookies that stay out of it',
    { at: 'error_page', views: [view(true)], answered: ['sign_in'] },
    [{ is: 'violated', part: 'signal' }],
  ],
  [
    'an error for the client after the password, whose session is lost',
    { at: 'redirect_uri', views: [view(true)], answered: ['sign_in'], params: [['error', 'login_required']] },
    [{ is: 'violated', part: 'signal' }],
  ],
  [
    'an error page after the password, which is not displayed',
    { hops: [answer(400, '<p>No session</p>')], views: [view(true), view(false)], answered: ['sign_in'] },
    [{ is: 'violated', part: 'signal' }],
  ],
  ['an error page that is displayed', { at: 'error_page', views: [view(true)] }, [{ is: 'violated', part: 'signal' }]],
  ['an error of no text', { at: 'error_page', hops: [answer(400, '')] }, [{ is: 'held' }]],
  ['an error in JSON, with nothing to click', { at: 'error_page', hops: [answer(401, { error: 'invalid_client' })] }, [{ is: 'held' }]],
  ['a rate limit', { at: 'error_page', hops: [answer(429, '')] }, [{ is: 'undecided' }]],
  ['nobody asked', { ...code }, [{ is: 'noted' }]],
  ['neither displayed nor refused in time', { views: [{ n: 1, executed: [], foreign: [] }] }, [{ is: 'undecided' }]],
  ['no answer', {}, [{ is: 'undecided' }]],
])('%s', (_, of, findings) => {
  expect(uselessInFrames(landing(of))).toMatchObject(findings)
})

test('a lost landing decides nothing', () => {
  expect(uselessInFrames(undefined)).toMatchObject([{ is: 'undecided' }])
})
