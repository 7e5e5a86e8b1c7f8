import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addedTo } from './redirection-uri.ts'

const uri = 'https://client.example/callback'

describe('addedTo', () => {
  it('takes what a response added away from what was there', () => {
    expect(addedTo(`${uri}?tenant=1`, `${uri}?tenant=1&code=c&state=s`)).toEqual({
      query: ['code=c', 'state=s'],
      fragment: undefined,
      weight: 1,
    })
    expect(addedTo(`${uri}?tenant=1`, `${uri}?tenant=2&code=c`)).toBeUndefined()
    expect(addedTo(uri, `${uri}/?code=c`)).toBeUndefined()
  })

  it('knows a query again that the server wrote anew', () => {
    const asked = `${uri}?redirect_to=https://attacker.example/&q=a+b`
    expect(addedTo(asked, `${uri}?redirect_to=https%3A%2F%2Fattacker.example%2F&q=a%20b&code=c`)?.query).toEqual(['code=c'])
    expect(addedTo(asked, `${uri}?redirect_to=https%3A%2F%2Fother.example%2F&q=a%20b&code=c`)).toBeUndefined()
  })

  it('finds any query again, however it is encoded', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        const [strict, loose] = [
          encodeURIComponent(value.toWellFormed()),
          new URLSearchParams({ v: value.toWellFormed() }).toString().slice(2),
        ]
        expect(addedTo(`${uri}?v=${strict}`, `${uri}?v=${loose}&code=c`)?.query).toEqual(['code=c'])
      }),
    )
  })
})
