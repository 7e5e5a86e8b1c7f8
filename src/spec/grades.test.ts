import { describe, expect, it } from 'vitest'
import { catalogue, type Grade, lifted, plainEffect, profiles, type Requirement, type RequirementId, softened } from './index.ts'

const all = Object.entries(catalogue) as [RequirementId, Requirement][]
const must = ({ level }: Requirement) => level === 'MUST' || level === 'MUST NOT'
const fails = ({ grade }: Requirement) => Object.values(grade).includes('fail')
const graded = (id: RequirementId) => Object.entries(catalogue[id].grade)

describe('grades', () => {
  it('name known profiles and grades', () => {
    const grades: Grade[] = ['fail', 'warn', 'info']
    for (const [id] of all)
      for (const [profile, grade] of graded(id)) {
        expect(Object.keys(profiles), id).toContain(profile)
        expect(grades, id).toContain(grade)
      }
  })

  it('never fail below a MUST, unless lifted', () => {
    for (const [id, r] of all) if (!must(r) && fails(r)) expect(lifted, id).toHaveProperty([id])
  })

  it('of a MAY are recorded only, unless lifted', () => {
    for (const [id, r] of all)
      if (r.level === 'MAY' && !(id in lifted))
        expect(
          Object.values(r.grade).every((g) => g === 'info'),
          id,
        ).toBe(true)
  })

  it('of a derived requirement warn at most, unless its effect is plain', () => {
    for (const [id, r] of all) if (r.basis === 'derived' && fails(r)) expect(plainEffect, id).toHaveProperty([id])
  })

  it('of good practice never fail', () => {
    for (const [id, r] of all) if (r.basis === 'hygiene') expect(fails(r), id).toBe(false)
  })

  it('have no exception that nothing needs', () => {
    for (const id of Object.keys(lifted) as RequirementId[]) expect([must(catalogue[id]), fails(catalogue[id])], id).toEqual([false, true])
    for (const id of Object.keys(plainEffect) as RequirementId[])
      expect([catalogue[id].basis, fails(catalogue[id])], id).toEqual(['derived', true])
  })

  it('grow no milder from classic to OAuth 2.1, but where OAuth 2.1 drops or discourages the rule', () => {
    const weight = { info: 0, warn: 1, fail: 2 }
    const milder = all.filter(
      ([
        ,
        {
          grade: { classic, bcp, oauth21 },
        },
      ]) => {
        const known = [classic, bcp, oauth21].flatMap((g) => (g === undefined ? [] : [weight[g]]))
        return known.some((w, n) => n > 0 && w < known[n - 1]!)
      },
    )
    expect(milder.map(([id]) => id).sort()).toEqual([
      'rfc6749-4.1.3-redirect-uri-identical',
      'rfc6749-4.1.3-redirect-uri-required-if-sent',
      'rfc8252-7-private-use-scheme-offered',
    ])
  })

  it('of a MUST fail in every profile that asks, unless softened', () => {
    for (const [id, r] of all)
      expect(must(r) && r.basis !== 'derived' && Object.values(r.grade).some((g) => g !== 'fail'), id).toBe(id in softened)
  })
})

describe('the conflicts among the specifications are decided', () => {
  it.each([
    ['rfc6749-4.1.3-redirect-uri-required-if-sent', { classic: 'fail', bcp: 'warn', fapi2: 'warn' }],
    ['oauth21-10.2-redirect-uri-optional-with-pkce', { oauth21: 'fail' }],
    ['rfc6749-2.3.1-basic-supported', { classic: 'fail', bcp: 'fail' }],
    ['oauth21-2.4.1-secret-post-supported', { oauth21: 'fail' }],
    ['rfc9700-4.8.2-verifier-without-challenge', { bcp: 'fail', oauth21: 'fail', fapi2: 'fail' }],
    ['oauth21-4.1.2.1-public-without-challenge', { bcp: 'warn', oauth21: 'fail' }],
    ['rfc9700-2.1.1-plain-discouraged', { bcp: 'warn', oauth21: 'warn', fapi2: 'fail' }],
    ['rfc7523bis-audience-issuer-only', { bcp: 'warn', oauth21: 'fail', fapi2: 'fail' }],
    ['rfc6749-5.1-pragma-no-cache', { classic: 'warn' }],
    ['oauth21-5.1-query-token-ignored', { classic: 'info', bcp: 'warn', oauth21: 'fail', fapi2: 'fail' }],
    ['rfc9700-2.1.2-implicit-not-issued', { bcp: 'warn', oauth21: 'fail', fapi2: 'fail' }],
    ['fapi2-5.3.2.1-no-refresh-rotation', { fapi2: 'fail' }],
    ['rfc9700-2.2.2-public-rotation-or-binding', { bcp: 'fail', oauth21: 'fail' }],
  ] as const)('%s', (id, grade) => expect(catalogue[id].grade).toEqual(grade))
})
