import { type Control, type Form, isButton, isSubmit } from '../form.ts'
import type { Page } from '../page.ts'
import { ofValue, polarityOf } from '../polarity.ts'
import { isPassword, isTyped } from '../traits.ts'

/** A page as somebody sees it whose browser runs scripts: what only a script can send is sent all the same. Controls outside any form make one, a button
 *  that does nothing by itself submits, and a password is not for the URL. */
export function asRendered(page: Page): Page {
  const loose = page.orphans.some(isAnswer) ? [gathered(page)] : []
  return { ...page, forms: [...page.forms, ...loose].map(alive), orphans: loose.length > 0 ? [] : page.orphans }
}

const isAnswer = (control: Control): boolean =>
  isTyped(control) || (isButton(control) && !control.hidden && polarityOf(control) !== undefined)

const gathered = ({ url, orphans, text }: Page): Form => ({
  tag: 'form',
  attributes: new Map(),
  action: url,
  method: 'POST',
  enctype: 'application/x-www-form-urlencoded',
  controls: orphans,
  text: text.slice(0, 4000),
})

function alive(form: Form): Form {
  const method = form.controls.some(isPassword) ? 'POST' : form.method
  const answersByField = form.controls.some(({ type, name, value }) => type === 'hidden' && ofName(name) && ofValue(value) !== undefined)
  const pressed = form.controls.some(isSubmit) || answersByField ? form.controls : form.controls.map(pressable)
  return { ...form, method, controls: pressed }
}

/** A hidden field that says yes or no is set by the button's script. */
const ofName = (name: string): boolean => /consent|approv|decision|allow|authorize|action/i.test(name)

const pressable = (control: Control): Control => (control.type === 'button' && !control.hidden ? { ...control, type: 'submit' } : control)
