import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright-core'
import type { Vault } from '../../http/vault.ts'
import { closedUrl } from './closing.ts'

/** For an empty page to come up in a new window. */
const patienceMs = 3000

declare const window: { opener: unknown }

/** Looks at the windows that open from now on. */
export function openedByLinks(context: BrowserContext, vault: Vault): { withOpener(): Promise<string[]> } {
  const pages: Page[] = []
  const add = (page: Page) => void pages.push(page)
  context.on('page', add)
  return {
    /** Closed URLs of those that have `window.opener`. All are closed. */
    withOpener: async () => {
      context.off('page', add)
      const urls = await Promise.all(pages.map((page) => Promise.race([urlWithOpener(page, vault), delay(patienceMs)])))
      await Promise.all(pages.map((page) => page.close().catch(() => {})))
      return urls.filter((url) => url !== undefined)
    },
  }
}

async function urlWithOpener(page: Page, vault: Vault): Promise<string | undefined> {
  try {
    await page.waitForLoadState('load')
    return (await page.evaluate(() => window.opener !== null)) ? closedUrl(vault, page.url().split('#')[0]!) : undefined
  } catch {
    return undefined
  }
}
