import { describe, expect, it } from 'vitest'
import { rowsByArea } from './catalogue.ts'
import {
  type Area,
  catalogue,
  documents,
  findRequirement,
  type Requirement,
  type RequirementId,
  suiteOf,
  unjudged,
  urlOf,
} from './index.ts'

const all = Object.entries(catalogue) as [RequirementId, Requirement][]
const areas = Object.keys(suiteOf) as Area[]
const count = (is: (requirement: Requirement) => boolean) => all.filter(([, requirement]) => is(requirement)).length

describe('the catalogue', () => {
  it('holds every requirement once, though rooms are merged by id', () => {
    const ids = areas.flatMap((area) => Object.keys(rowsByArea[area]))
    expect(ids.length).toBe(444)
    expect(new Set(ids).size).toBe(444)
    expect(all.length).toBe(444)
  })

  it('says whom each binds', () => {
    expect(count((r) => r.role === 'AS')).toBe(385)
    expect(count((r) => r.role === 'RS')).toBe(31)
    expect(count((r) => r.role === 'client')).toBe(28)
  })

  it('gives every area a suite of its own, and no area is empty', () => {
    expect(new Set(Object.values(suiteOf)).size).toBe(areas.length)
    for (const area of areas) expect(Object.keys(rowsByArea[area]).length, area).toBeGreaterThan(0)
    for (const [id, requirement] of all) expect(rowsByArea[requirement.area], id).toHaveProperty([id])
  })

  it('keeps ids that can stand in a selection on a command line', () => {
    for (const [id] of all) expect(id).toMatch(/^[a-z0-9]+(?:[.-][a-z0-9]+)+$/u)
  })

  it('says something short and whole of each', () => {
    for (const [id, { text, lesser }] of all)
      for (const sentence of [text, lesser ?? text]) {
        expect(sentence.length, id).toBeLessThanOrEqual(140)
        expect(sentence, id).toMatch(/^\S.*\.$/u)
      }
    expect(new Set(all.map(([, { text }]) => text)).size).toBe(444)
  })

  it('leaves the telling of a lesser deviation to requirements that fail for more', () => {
    for (const [id, { lesser, about, grade }] of all)
      if (lesser !== undefined) expect([about, Object.values(grade).includes('fail')], id).toEqual(['effect', true])
  })

  it('is known to the compiler by its ids', () => {
    const known: RequirementId = 'rfc7636-4.6-wrong-verifier'
    // @ts-expect-error a typo in a scenario does not compile
    const typo: RequirementId = 'rfc7636-4.6-wrong-verifyer'
    expect([known in catalogue, typo in catalogue]).toEqual([true, false])
  })

  it('finds by id and nothing else', () => {
    expect(findRequirement('rfc7636-4.6-wrong-verifier')).toBe(catalogue['rfc7636-4.6-wrong-verifier'])
    for (const stranger of ['', 'rfc7636', 'constructor', '__proto__', 'toString']) expect(findRequirement(stranger)).toBeUndefined()
  })
})

describe('links', () => {
  it('lead to a place in the document that is cited', () => {
    for (const [id, { document, url }] of all) {
      const template = documents[document].url
      expect(url.startsWith(template.slice(0, template.indexOf('#'))), id).toBe(true)
      expect(new URL(url).protocol, id).toBe('https:')
      expect(new URL(url).hash, id).toMatch(
        /^#(?:section-|rfc\.section\.)\d+(?:\.\d+)*$|^#appendix-[A-Z](?:\.\d+)*$|^#[a-z]+(?:-[a-z]+)*$/u,
      )
    }
  })

  it.each([
    ['rfc6749-4.1.2.1-error-code-known', 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1'],
    ['rfc6749-b-form-decoding', 'https://www.rfc-editor.org/rfc/rfc6749#appendix-B'],
    ['rfc7523-3-audience', 'https://www.rfc-editor.org/rfc/rfc7523#section-3'],
    ['oidc-2-nonce-echo', 'https://openid.net/specs/openid-connect-core-1_0.html#rfc.section.2'],
    ['oauth21-2.4.1-secret-post-supported', 'https://datatracker.ietf.org/doc/html/draft-ietf-oauth-v2-1-16#section-2.4.1'],
    ['fapi2-5.3.2.2-par-expires-in', 'https://openid.net/specs/fapi-security-profile-2_0-final.html#section-5.3.2.2'],
    [
      'mcp-as-token-audience',
      'https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization/security-considerations#token-audience-binding-and-validation',
    ],
  ] as const)('%s', (id, url) => expect(urlOf(id)).toBe(url))

  it('cite no document in vain', () => {
    const cited = new Set(all.map(([, { document }]) => document))
    expect(Object.keys(documents).filter((name) => !cited.has(name as never))).toEqual([])
  })
})

describe('unjudged requirements', () => {
  it('are graded nowhere, unless their violation leaves no honest request to judge by, and every one of the client is among them', () => {
    const takenForGranted: RequirementId[] = ['rfc6749-2.3.1-basic-supported', 'oauth21-2.4.1-secret-post-supported']
    const others = (Object.keys(unjudged) as RequirementId[]).filter((id) => !takenForGranted.includes(id))
    for (const id of others) expect(catalogue[id].grade, id).toEqual({})
    for (const [id, { role }] of all) if (role === 'client') expect(unjudged, id).toHaveProperty([id])
  })

  it('each have a reason of one sentence', () => {
    for (const reason of Object.values(unjudged)) expect(reason).toMatch(/^[A-Z][^.]*(?:\.\d[^.]*)*\.$/u)
  })
})
