import { hash } from 'node:crypto'
import type { Frame, JSHandle, Page } from 'playwright-core'
import type { Vault } from '../../http/vault.ts'
import type { Attachment } from '../landing.ts'

/** Keeps a picture under a name that its content gives it. */
export type Keep = (file: string, png: Buffer) => void

declare const document: any
declare const NodeFilter: { SHOW_TEXT: number }

/** A picture of the window, in which marks stand in the place of secrets while it is taken. Undefined: none could be taken. */
export async function taken(page: Page, vault: Vault, keep: Keep): Promise<Attachment | undefined> {
  const hidden = await Promise.all(page.frames().map((frame) => hideSecrets(frame, vault)))
  try {
    const png = await page.screenshot({ timeout: 5000, animations: 'disabled' })
    const sha256 = hash('sha256', png)
    const file = `evidence/${sha256.slice(0, 16)}.png`
    keep(file, png)
    return { file, sha256, type: 'image/png' }
  } catch {
    return undefined
  } finally {
    await Promise.all(hidden.map((restore) => restore()))
  }
}

type Text = { read(): string; write(text: string): void }

/** Puts marks in the place of secrets, and resolves with what puts the secrets back. Throws where a page does not let itself be read. */
async function hideSecrets(frame: Frame, vault: Vault): Promise<() => Promise<void>> {
  const texts = (await frame.evaluateHandle(visibleTexts)) as JSHandle<Text[]>
  const open = await texts.evaluate((all) => all.map((one) => one.read()))
  const changes = open.flatMap((text, at) => {
    const closed = vault.reclose(text)
    return closed === text ? [] : [{ at, text, closed }]
  })
  const write = (all: Text[], some: { at: number; text: string }[]) => {
    for (const { at, text } of some) all[at]!.write(text)
  }
  if (changes.length === 0) return () => texts.dispose()
  await texts.evaluate(
    write,
    changes.map(({ at, closed }) => ({ at, text: closed })),
  )
  return async () => {
    await texts.evaluate(write, changes).catch(() => {})
    await texts.dispose().catch(() => {})
  }
}

/** Runs in the page: what can be read there, in trees in the shade too. */
function visibleTexts(): Text[] {
  const found: Text[] = []
  const property = (of: any, name: string) =>
    found.push({
      read: () => of[name],
      write: (text) => {
        of[name] = text
      },
    })
  const visit = (root: any): void => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) property(walker.currentNode, 'data')
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot)
      if (typeof element.value === 'string' && element.type !== 'hidden' && element.type !== 'file') property(element, 'value')
      if (element.placeholder) property(element, 'placeholder')
    }
  }
  visit(document)
  return found
}
