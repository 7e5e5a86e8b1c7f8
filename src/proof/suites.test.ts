import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { faults } from '../authorization-server/index.ts'
import { type Entry, loadSuites } from '../scenario/catalog.ts'
import { catalogue, offeredProfiles, suiteOf, unjudged, unwritten } from '../spec/index.ts'

/** Scenarios that stand elsewhere than their first requirement does, each with the reason. */
const elsewhere: Record<string, string> = {
  'browser/shows-no-page-again-after-sign-out': 'the catalogue counts caches as a matter of transport; only a browser goes back',
  'authorization-response/reports-denied-consent': 'the catalogue counts the error as a matter of the request; what is seen is a response',
  'token-response/issues-working-refresh-token-or-none': 'the refresh token is looked for in the token response',
}

/** Scenarios that need no page of consent although they deny, untick or interfere with it, each with the reason. */
const unasked: Record<string, string> = {
  'authorization-request/accepts-get-requests':
    'it begins in a browser that has approved nothing yet; whether it is asked is what it looks at',
  'browser/grants-nothing-to-safe-methods': 'whether the server remembers consent, of HEAD too, is the question',
  'state/asks-again-for-more-scope': 'whether the server remembers consent is the question',
  'state/asks-again-for-unticked-scopes': 'whether the server remembers consent is the question',
  'state/asks-each-user': 'whether the server remembers consent is the question',
  'state/asks-for-each-client': 'whether the server remembers consent is the question',
  'state/withstands-forged-sign-in': 'it is the page of sign-in that counts; denying keeps any consent from being remembered',
}

/** Whatever is done to the page of consent by a client that did not ask for one: servers remember consent, and the page does not come. */
const withoutAsking = (text: string): string[] =>
  [...text.matchAll(/\.(?:deny|narrow)\(|\.interfere\(\s*'consent'/g)]
    .filter(({ index }) => !text.slice(0, index).trimEnd().endsWith('asked()'))
    .map(([call]) => `${call.replaceAll(/\s/g, '')} without asked()`)

/** Rules about one scenario: what is wrong with it, or nothing. */
const rules: Record<string, (entry: Entry, text: string) => string | false> = {
  'stands in the folder of its first requirement': ({ id, scenario }) => {
    const folder = suiteOf[catalogue[scenario.requirements[0]].area]
    return !(id in elsewhere) && !id.startsWith(`${folder}/`) && `belongs into ${folder}/`
  },
  'is named by what a sound server does: a verb in the third person': ({ id }) =>
    !/^[a-z-]+\/[a-z]+s(?:-[a-z0-9]+)+$/.test(id) && 'no such verb',
  'has a title of one sentence': ({ scenario: { title } }) => !/^[A-Z][^.!?]*(?:\.\w[^.!?]*)*\.$/.test(title) && title,
  'says why and what to do in sentences': ({ scenario: { why, fix } }) =>
    ![why, fix].every((text) => /^.{30,}[.)]$/.test(text)) && `${why} ${fix}`,
  'names a text in its reason': ({ scenario: { why } }) => !/RFC \d{4}|OAuth 2\.1|OpenID|W3C|HTML/.test(why) && why,
  'cites requirements that exist, each once': ({ scenario: { requirements } }) =>
    (requirements.some((id) => !(id in catalogue)) || new Set(requirements).size < requirements.length) && requirements.join(', '),
  'has rows whose requirement it cites': ({ scenario }) => {
    const cited: readonly string[] = scenario.requirements
    return rowsOf(scenario).some(({ requirement }) => requirement && !cited.includes(requirement)) && 'a row cites another one'
  },
  'cites requirements that some profile asks for': ({ scenario: { requirements } }) =>
    requirements.find((id) => Object.keys(catalogue[id].grade).length === 0) ?? false,
  'names a fault that it detects, or each row does': ({ scenario }) =>
    !scenario.detects?.length && !(scenario.cases && rowsOf(scenario).every(({ detects }) => detects?.length)) && 'detects is missing',
  'names faults that exist': ({ scenario }) =>
    [scenario, ...rowsOf(scenario)].flatMap(({ detects }) => detects ?? []).find((name) => !(name in faults)) ?? false,
  'asks for the page of consent that it needs': ({ id }, text) => !(id in unasked) && (withoutAsking(text)[0] ?? false),
  'names its rows in words, without the marks that stand between names': ({ scenario }) =>
    Object.keys(scenario.cases ?? {}).find((name) => !/^[a-zA-Z\d][^›\n]*$/.test(name) || name.length > 80) ?? false,
  'has no comments': (_, text) => /(?:^|\s)\/\/|\/\*/.test(withoutStrings(text)) && 'why is one',
  'is at most 120 lines long': (_, text) => text.split('\n').length > 120 && `${text.split('\n').length} lines`,
  'imports nothing but the door': (_, text) =>
    [...text.matchAll(/from '([^']+)'/g)].some(([, from]) => from !== '#harness') && 'another import',
}

/** Every kind of the contract, and how a scenario shows that it is one. */
const kinds: Record<string, (scenario: Entry['scenario'], text: string) => boolean> = {
  rows: ({ cases }) => Object.keys(cases ?? {}).length > 1,
  'a branch: act goes on or not, by what it sees': (_, text) => /if \([^)]*\.code\)\s*return/.test(text),
  'a poll': (_, text) => /\bpoll\(/.test(text),
  'a race': (_, text) => /\brace\(/.test(text),
  'two users': ({ needs }) => needs.includes('two_users'),
  'two clients': ({ needs }) => needs.includes('second_client'),
  'a public client': ({ needs }) => needs.includes('public_client'),
  'a search': (_, text) => /\bsearch\(/.test(text),
  'a sample': (_, text) => /\bsample\(/.test(text),
  'a wait': ({ tries }, text) => /\bwait\(/.test(text) && (tries?.includes('slow') ?? false),
  'a skip found on the way': (_, text) => /\bskip\(/.test(text),
  'info: nothing but a note': (_, text) => /\bnoted\(/.test(text) && !/\b(?:held|refused|broken|misformed|lacking)\(/.test(text),
  'effect and signal in one': (_, text) => /\bheld\(/.test(text) && /\bmisformed\(/.test(text),
  'a browser of its own': ({ session }) => session === 'own',
  'a grant of its own': ({ alone }) => alone !== undefined,
  'a failed client authentication': ({ tries }) => tries?.includes('failed_client_authentication') ?? false,
}

let entries: Entry[]
const texts = new Map<string, string>()
beforeAll(async () => {
  entries = await loadSuites()
  for (const { id, file } of entries) texts.set(id, readFileSync(file, 'utf8'))
})

describe('each scenario', () => {
  test.each(Object.entries(rules))('%s', (_, rule) => {
    const broken = entries.flatMap((entry) => {
      const wrong = rule(entry, texts.get(entry.id)!)
      return wrong === false ? [] : [`${entry.id}: ${wrong}`]
    })
    expect(broken).toEqual([])
  })
})

describe('all scenarios', () => {
  test.each(Object.entries(kinds))('one of them has %s', (_, is) => {
    expect(entries.filter(({ id, scenario }) => is(scenario, texts.get(id)!)).map(({ id }) => id)).not.toEqual([])
  })
  test('have titles of their own', () => {
    expect(entries.map(({ scenario }) => scenario.title).filter((title, i, all) => all.indexOf(title) !== i)).toEqual([])
  })
  test('have earlier ids that nobody has now', () => {
    const now = new Set(entries.map(({ id }) => id))
    const former = entries.flatMap(({ scenario }) => scenario.formerly ?? [])
    expect(former.filter((id, i) => now.has(id) || former.indexOf(id) !== i)).toEqual([])
  })
  test('that stand elsewhere exist and need to', () => {
    const rule = rules['stands in the folder of its first requirement']!
    const needless = Object.keys(elsewhere).filter((id) => {
      const entry = entries.find((one) => one.id === id)
      return !entry || rule({ ...entry, id: `${id} ` }, '') === false
    })
    expect(needless).toEqual([])
  })
  test('that need no page of consent exist, and would need to ask', () => {
    expect(Object.keys(unasked).filter((id) => withoutAsking(texts.get(id) ?? '').length === 0)).toEqual([])
  })
  test('cite every requirement that a server can show, but for those that are known to have no scenario yet', () => {
    const cited = new Set<string>(entries.flatMap(({ scenario }) => scenario.requirements))
    const open = Object.entries(catalogue).filter(([id, { role, grade }]) => {
      const isGraded = offeredProfiles.some((profile) => grade[profile] === 'fail' || grade[profile] === 'warn')
      return isGraded && role !== 'client' && !(id in unjudged) && !cited.has(id)
    })
    expect([...unwritten].sort()).toEqual(open.map(([id]) => id).sort())
  })
})

describe('the rules themselves', () => {
  const wrongs = (name: string, change: Partial<Entry['scenario']> & { id?: string }, text = '') => {
    const [entry] = entries as [Entry]
    const { id = entry.id, ...rest } = change
    return rules[name]!({ ...entry, id, scenario: { ...entry.scenario, ...rest } }, text)
  }
  test('notice what is wrong', () => {
    expect(wrongs('stands in the folder of its first requirement', { id: 'pkce/binds-code-to-its-client' })).toBeTruthy()
    expect(wrongs('is named by what a sound server does: a verb in the third person', { id: 'pkce/wrong-code' })).toBeTruthy()
    expect(wrongs('has a title of one sentence', { title: 'One. Two.' })).toBeTruthy()
    expect(wrongs('has a title of one sentence', { title: 'No period' })).toBeTruthy()
    expect(wrongs('has no comments', {}, 'const a = 1 // why\n')).toBeTruthy()
    expect(wrongs('has no comments', {}, "const a = 'https://x.example' + `//`\n")).toBe(false)
    const asks = 'asks for the page of consent that it needs'
    expect(wrongs(asks, {}, 'await client.deny()')).toBe('.deny( without asked()')
    expect(wrongs(asks, {}, "await client\n  .interfere(\n    'consent', { change })")).toBeTruthy()
    expect(wrongs(asks, {}, "await client\n  .asked()\n  .narrow([taken])\nawait client.interfere('sign_in', {})")).toBeFalsy()
    expect(wrongs('is at most 120 lines long', {}, '\n'.repeat(121))).toBeTruthy()
    expect(wrongs('imports nothing but the door', {}, "import fs from 'node:fs'")).toBeTruthy()
  })
})

const rowsOf = ({ cases }: Entry['scenario']) => Object.values(cases ?? {})
const withoutStrings = (text: string) => text.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''")
