import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Pages, startStage } from './testing/staged.ts'
import { installedBrowser } from './which.ts'

const missing = installedBrowser() === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''

const help = 'http://help.example/#top'
const policy = (value: string) => ({ headers: { 'cross-origin-opener-policy': value } })
const byScript = (features: string) => ({
  body: `<a href="${help}" onclick="window.open(this.href, '_blank', '${features}'); return false">Help</a>`,
})

const pages: Pages = {
  same: { body: `<a href="${help}">Help</a>` },
  blank: { body: `<a target=_blank href="${help}">Help</a>` },
  rel: { body: `<a target=_blank rel=opener href="${help}">Help</a>` },
  named: { body: `<a target=help href="${help}">Help</a>` },
  unnamed: { body: `<a target=help rel=noopener href="${help}">Help</a>` },
  script: byScript(''),
  careful: byScript('noopener'),
  cut: { body: `<a target=help href="${help}">Help</a>`, ...policy('same-origin') },
  halfCut: { body: `<a target=help href="${help}">Help</a>`, ...policy('same-origin-allow-popups') },
}

let stage: Awaited<ReturnType<typeof startStage>>

describe.skipIf(missing !== '')(`a link to another site${missing}`, () => {
  beforeAll(async () => {
    stage = await startStage(pages)
  })
  afterAll(() => stage?.close())

  test.each([
    ['same', undefined],
    ['blank', undefined],
    ['rel', true],
    ['named', true],
    ['unnamed', undefined],
    ['script', true],
    ['careful', undefined],
    ['cut', undefined],
    ['halfCut', true],
  ])('opens a window with an opener, or not: %s', async (path, opener) => {
    const { landing, sent } = await stage.show(path, 'window')
    expect(landing.views?.[0]?.foreign.map((one) => [one.by, one.url.split('#')[0], one.opener])).toEqual([
      ['link', 'http://help.example/', opener],
    ])
    expect(sent.length).toBe(1)
  })
})
