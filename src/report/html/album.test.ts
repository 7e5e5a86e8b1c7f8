import { describe, expect, it } from 'vitest'
import { named, png } from '../../../fixtures/runs/png.ts'
import { result, row, runOf } from '../../../fixtures/runs/sample-run.ts'
import type { Outcome } from '../../scenario/contract.ts'
import { albumOf } from './album.ts'

const [one, two] = [png(4, 3), png(4, 3, 7)]
const shows = (outcome: Outcome, ...taken: { picture: object }[]) =>
  row(outcome, {
    evidence: { landing: { views: taken.map(({ picture }) => ({ n: 2, displayed: true, picture })) }, answer: { $exchange: 2 } },
  })
const read = (file: string) => [one, two].find(({ picture }) => picture.file === file)?.bytes
const inPage = (packed: { text: string }) =>
  [...packed.text.matchAll(/data-picture="([^"]+)">([^<]*)</g)].map(([, file, data]) => [file, data])

describe('the album of a page', () => {
  it('holds each picture once, as it is, and tells its size', () => {
    const album = albumOf(runOf([result('a/b', [shows('fail', one)]), result('a/c', [shows('pass', one, two)])]), read)
    expect(inPage(album.packed())).toEqual([one, two].map(({ picture, bytes }) => [picture.file, bytes.toString('base64')]))
    expect(album.shown({ ...one.picture, n: 2 })).toMatchObject({ file: one.picture.file, n: 2, width: 4, height: 3 })
  })

  it('has those of an honest request too', () => {
    const control = { held: true, steps: [], ended: { how: 'done' as const } }
    const { evidence } = shows('pass', one)
    expect(
      inPage(
        albumOf(runOf([result('a/b', [row('pass')], { controls: { after: { ...control, evidence } }, exchanges: [] })]), read).packed(),
      ),
    ).toEqual([])
    const { exchanges } = result('a/b', [row('pass')])
    const twin = result('a/b', [], { controls: { after: { ...control, evidence } }, exchanges })
    expect(inPage(albumOf(runOf([twin]), read).packed())).toHaveLength(1)
  })

  it('takes what has to be looked at first, and leaves beside the page what it has no room for', () => {
    const run = runOf([result('a/b', [shows('pass', one)]), result('b/c', [shows('fail', two)])])
    const album = albumOf(run, read, two.bytes.length + one.bytes.length - 1)
    expect(inPage(album.packed()).map(([file]) => file)).toEqual([two.picture.file])
    expect(album.shown(one.picture)).toMatchObject({ lacking: 'room' })
  })

  const forged = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
  it.each([
    ['missing', one.picture, undefined],
    ['another picture', one.picture, two.bytes],
    ['no PNG', named(forged), forged],
  ])('takes no file that is %s', (_, picture, bytes) => {
    const album = albumOf(runOf([result('a/b', [shows('fail', { picture })])]), () => bytes)
    expect(inPage(album.packed())).toEqual([])
    expect(album.shown(picture)).toMatchObject({ file: picture.file, lacking: 'unreadable' })
  })

  it('leads to files where nobody reads them', () => {
    const album = albumOf(runOf([result('a/b', [shows('fail', one)])]), undefined)
    expect(album.shown(one.picture)).toMatchObject({ lacking: 'apart' })
    expect(inPage(album.packed())).toEqual([])
  })
})
