import type { ElementHandle, Frame } from 'playwright-core'
import { type Control, type Form, isButton, type Overrides } from '../form.ts'
import { isLasting, type Polarity, polarityOf } from '../polarity.ts'
import { isPassword, isTyped } from '../traits.ts'
import type { Deeds } from '../understanding.ts'
import { stamp, stamped } from './snapshot.ts'

/** How long one deed may take: an element that cannot be used by then is used by script. */
const patience = { timeout: 3000 }

declare const document: any

/** Who answers: what secrets say in clear, and whether only what a real mouse and real keys can do counts. */
export interface Hand {
  purpose: Polarity
  open(text: string): string
  onlyReal: boolean
}

/** Sets the real controls as the deeds say. Hidden fields are left to the page's own scripts. Resolves with what sends them. */
export async function fill(page: Frame, { form, overrides, submitter }: Deeds, hand: Hand): Promise<() => Promise<void>> {
  const { purpose, open, onlyReal } = hand
  let last: ElementHandle | undefined
  for (const [control, value] of overrides) {
    const element = control.type === 'hidden' ? undefined : await elementOf(page, control)
    if (element === undefined) continue
    await set(element, control, typeof value === 'string' ? open(value) : value, onlyReal)
    if (isTyped(control)) last = element
  }
  const button = submitter ?? scriptedButton(form.controls, purpose)
  const pressed = button && (await elementOf(page, button))
  if (pressed) return () => press(pressed, onlyReal)
  if (last) return () => last.press('Enter', { ...patience, noWaitAfter: true })
  return onlyReal ? nothing : () => sendAsItIs(page, form, overrides)
}

const nothing = async (): Promise<void> => {}

/** No button is known to give the answer: its hidden fields get it, as a script would have set them. */
async function sendAsItIs(page: Frame, form: Form, overrides: Overrides): Promise<void> {
  for (const [control, value] of overrides) {
    if (control.type !== 'hidden' || typeof value !== 'string') continue
    const field = await elementOf(page, control)
    await field?.evaluate((one: any, text) => {
      one.value = text
    }, value)
  }
  const element = await elementAt(page, form.attributes.get(stamp))
  await element?.evaluate((one: any) => one.requestSubmit())
}

/** The button that a page's own script answers to; never one that says the contrary. Even one that resets may have a script that denies. */
export function scriptedButton(controls: readonly Control[], purpose: Polarity): Control | undefined {
  const buttons = controls.filter((control) => isButton(control) && !control.hidden && !control.disabled)
  if (controls.some(isPassword)) return buttons.find((one) => one.type !== 'reset' && polarityOf(one) !== 'deny')
  const fitting = buttons.find((one) => polarityOf(one) === purpose && !isLasting(one))
  return fitting ?? (buttons.length === 1 && polarityOf(buttons[0]!) === undefined ? buttons[0] : undefined)
}

const elementOf = (page: Frame, { attributes }: Control): Promise<ElementHandle | undefined> => elementAt(page, attributes.get(stamp))

async function elementAt(page: Frame, at: string | undefined): Promise<ElementHandle | undefined> {
  if (at === undefined) return undefined
  const find = ({ at, stamped }: { at: number; stamped: string }) => document.documentElement.querySelectorAll(stamped)[at]
  const handle = await page.evaluateHandle(find, { at: Number(at), stamped })
  return handle.asElement() ?? undefined
}

async function set(element: ElementHandle, control: Control, value: string | boolean, onlyReal: boolean): Promise<void> {
  if (typeof value === 'boolean') {
    const now = await element.evaluate((one: any) => one.checked as boolean)
    if (now !== value && !(control.type === 'radio' && !value)) await press(element, onlyReal)
  } else if (control.type === 'select') await element.selectOption(value, { force: true })
  else await element.fill(value, { force: true })
}

/** Clicks as a user does; what lies under something else, as styled boxes do, is clicked by script unless only what is real counts. */
async function press(element: ElementHandle, onlyReal: boolean): Promise<void> {
  if (onlyReal && !(await element.isVisible())) return
  try {
    await element.click({ timeout: onlyReal ? 1000 : patience.timeout, noWaitAfter: true })
  } catch {
    if (!onlyReal) await element.evaluate((one: any) => one.click())
  }
}
