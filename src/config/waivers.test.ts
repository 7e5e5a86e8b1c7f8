import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addWaiver, readWaivers, type WrittenWaiver } from './waivers.ts'

const folder = mkdtempSync(join(tmpdir(), 'grantproof-waivers-'))
let files = 0
const written = (text: string): string => {
  const file = join(folder, `${files++}.yaml`)
  writeFileSync(file, text)
  return file
}
const entry: WrittenWaiver = {
  scenario: 'pkce/rejects-plain',
  expect: 'fail',
  reason: 'the gateway is replaced in March',
  owner: 'gateway team',
  created: '2026-11-23',
  expires: '2027-03-31',
}
const asYaml = (more: object) =>
  Object.entries({ ...entry, ...more })
    .map(([key, value], i) => `${i === 0 ? '- ' : '  '}${key}: ${value}`)
    .join('\n')

describe('waivers.yaml', () => {
  it('is as docs/gates.md shows it', async () => {
    const page = readFileSync(new URL('../../docs/gates.md', import.meta.url), 'utf8')
    const [waiver] = await readWaivers(written(/^```yaml\n(.*?)^```/ms.exec(page)![1]!))
    expect(waiver).toMatchObject({ scenario: 'pkce/rejects-wrong-code-verifier', expect: 'fail', expires: '2027-03-31' })
    for (const key of Object.keys(waiver!)) expect(page).toMatch(new RegExp(`^\\|.*\`${key}\`.*\\|`, 'm'))
  })

  it('is a list; an empty file is none', async () => {
    expect(await readWaivers(written(asYaml({})))).toEqual([entry])
    expect(await readWaivers(written('# nothing yet\n'))).toEqual([])
  })

  it.each([
    [{ expires: 'soon' }, /\[0\]\.expires: found "soon", expected a day, such as 2026-11-23/],
    [{ expires: '2026-02-31' }, /\[0\]\.expires: found "2026-02-31", expected a day/],
    [{ expires: '2026-11-22' }, /\[0\]\.expires: found "2026-11-22", expected a last day that is not before the first \(created\)/],
    [{ expect: 'skip' }, /\[0\]\.expect: found "skip", expected one of fail, warn/],
    [{ expries: '2027-01-01' }, /unknown key "expries", did you mean "expires"\?/],
    [{ reason: '""' }, /\[0\]\.reason: found an empty string, expected why it is overlooked/],
  ])('with %o says what is wrong', async (more, sentence) => {
    await expect(readWaivers(written(asYaml(more)))).rejects.toThrow(sentence)
  })

  it('needs a scenario or a requirement', async () => {
    const { scenario: _, ...rest } = entry
    const text = Object.entries(rest)
      .map(([key, value], i) => `${i === 0 ? '- ' : '  '}${key}: ${value}`)
      .join('\n')
    await expect(readWaivers(written(text))).rejects.toThrow(/expected a scenario or a requirement that it is for/)
  })
})

describe('a waiver that is added', () => {
  it('begins a file, with a word on what it is', async () => {
    const file = join(folder, 'new.yaml')
    await addWaiver(file, entry)
    expect(readFileSync(file, 'utf8')).toMatch(/^# Findings that are known/)
    expect(await readWaivers(file)).toEqual([entry])
  })

  it('leaves other entries and every comment where they are', async () => {
    const before = `# the team's rules: at most a quarter\n\n${asYaml({})} # reviewed\n# the end\n`
    const file = written(before)
    await addWaiver(file, { ...entry, scenario: 'scope/*', reason: 'a: "b" # c' })
    const after = readFileSync(file, 'utf8')
    for (const comment of ["# the team's rules: at most a quarter", '# reviewed', '# the end']) expect(after).toContain(comment)
    expect(await readWaivers(file)).toEqual([entry, { ...entry, scenario: 'scope/*', reason: 'a: "b" # c' }])
  })

  it('takes the place of the one that waives the same, and leaves every comment', async () => {
    const other = asYaml({ row: 'twice' })
    const first = `${asYaml({})} # until then\n  ticket: https://t.example/1`
    const file = written(`# the rules\n\n# agreed in May\n${first}\n${other} # another\n# the end\n`)
    const longer = { ...entry, reason: 'it: takes # longer', expires: '2027-06-30' }
    await addWaiver(file, longer)
    await addWaiver(file, longer)
    expect(await readWaivers(file)).toEqual([longer, { ...entry, row: 'twice' }])
    const after = readFileSync(file, 'utf8')
    for (const comment of ['# the rules', '# agreed in May', '# until then', '# another', '# the end']) expect(after).toContain(comment)
    expect(after).toContain(`${other} # another`)
  })

  it.each([{ scenario: 'pkce/*' }, { requirement: 'rfc7636-*' }, { row: 'twice' }, { target: 'staging' }, { expect: 'warn' as const }])(
    'stands beside one that waives something else: %o',
    async (more) => {
      const file = written(asYaml({}))
      await addWaiver(file, { ...entry, ...more })
      expect(await readWaivers(file)).toEqual([entry, { ...entry, ...more }])
    },
  )

  it('is refused when it is none, and the file stays as it was', async () => {
    const file = written(asYaml({}))
    await expect(addWaiver(file, { ...entry, expires: '31.3.2027' })).rejects.toThrow(/this is no waiver:[\s\S]*expires: found "31.3.2027"/)
    expect(await readWaivers(file)).toEqual([entry])
  })
})
