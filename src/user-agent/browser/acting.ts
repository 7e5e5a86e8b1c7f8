import type { Page as BrowserPage, ElementHandle } from 'playwright-core'
import { type Control, type Form, isButton, type Overrides } from '../form.ts'
import { isLasting, type Polarity, polarityOf } from '../polarity.ts'
import { isPassword, isTyped } from '../traits.ts'
import type { Deeds } from '../understanding.ts'
import { stamp, stamped } from './snapshot.ts'

/** How long one deed may take: an element that cannot be used by then is used by script. */
const patience = { timeout: 3000 }

declare const document: any

/** Sets the real controls as the deeds say. Hidden fields are left to the page's own scripts. Resolves with what sends them. */
export async function fill(
  page: BrowserPage,
  { form, overrides, submitter }: Deeds,
  purpose: Polarity,
  open: (text: string) => string,
): Promise<() => Promise<void>> {
  let last: ElementHandle | undefined
  for (const [control, value] of overrides) {
    const element = control.type === 'hidden' ? undefined : await elementOf(page, control)
    if (element === undefined) continue
    await set(element, control, typeof value === 'string' ? open(value) : value)
    if (isTyped(control)) last = element
  }
  const button = submitter ?? scriptedButton(form.controls, purpose)
  const pressed = button && (await elementOf(page, button))
  if (pressed) return () => press(pressed)
  if (last) return () => last.press('Enter', { ...patience, noWaitAfter: true })
  return () => sendAsItIs(page, form, overrides)
}

/** No button is known to give the answer: its hidden fields get it, as a script would have set them. */
async function sendAsItIs(page: BrowserPage, form: Form, overrides: Overrides): Promise<void> {
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

const elementOf = (page: BrowserPage, { attributes }: Control): Promise<ElementHandle | undefined> => elementAt(page, attributes.get(stamp))

async function elementAt(page: BrowserPage, at: string | undefined): Promise<ElementHandle | undefined> {
  if (at === undefined) return undefined
  const find = ({ at, stamped }: { at: number; stamped: string }) => document.documentElement.querySelectorAll(stamped)[at]
  const handle = await page.evaluateHandle(find, { at: Number(at), stamped })
  return handle.asElement() ?? undefined
}

async function set(element: ElementHandle, control: Control, value: string | boolean): Promise<void> {
  if (typeof value === 'boolean') {
    const now = await element.evaluate((one: any) => one.checked as boolean)
    if (now !== value && !(control.type === 'radio' && !value)) await press(element)
  } else if (control.type === 'select') await element.selectOption(value, { force: true })
  else await element.fill(value, { force: true })
}

/** Clicks as a user does; what lies under something else, as styled boxes do, is clicked by script. */
async function press(element: ElementHandle): Promise<void> {
  try {
    await element.click({ ...patience, noWaitAfter: true })
  } catch {
    await element.evaluate((one: any) => one.click())
  }
}
