import { describe, expect, test } from 'vitest'
import type { Mark } from '../http/exchange.ts'
import { uselessInFrames } from './framed.ts'
import { answer, kinds, landing } from './testing.ts'

const code = '‹code:1›' as Mark

describe('uselessInFrames', () => {
  test('an error without a page leaves a frame nothing to show, a page that was not looked at decides nothing', () => {
    expect(kinds(uselessInFrames(landing('error_page', {}, answer(403, ''))))).toEqual(['held'])
    expect(kinds(uselessInFrames(landing('error_page', {}, answer(403, '<h1>No</h1>'))))).toEqual(['undecided'])
    expect(kinds(uselessInFrames(landing('nowhere', {}, answer(200, ''))))).toEqual(['undecided'])
    expect(kinds(uselessInFrames(undefined))).toEqual(['undecided'])
  })

  test('a code without any page is told', () => {
    expect(kinds(uselessInFrames(landing('redirect_uri', { code })))).toEqual(['noted'])
  })

  test('a code for clicks on a page of consent in a frame is an effect', () => {
    expect(kinds(uselessInFrames(landing('redirect_uri', { code, answered: ['consent'] })))).toEqual(['effect'])
  })
})
