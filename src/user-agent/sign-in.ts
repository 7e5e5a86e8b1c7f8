import { type Control, type Form, isSubmit } from './form.ts'
import type { Page } from './page.ts'
import { isLasting, polarityOf } from './polarity.ts'
import {
  asksSecondFactor,
  autocomplete,
  isAbout,
  isButtonFor,
  isFurniture,
  isLabelled,
  isNamed,
  isPassword,
  isTyped,
  leadsAway,
  nameTokens,
} from './traits.ts'
import { type Asking, submission, type Understanding } from './understanding.ts'
import { says } from './words.ts'

/** Reads a page that asks for a user name, a password, or both; also what looks like it and is not. */
export function signIn(page: Page, asking: Asking): Understanding | undefined {
  const shown = page.forms.filter((form) => form.controls.some((control) => isPassword(control) && !control.hidden))
  if (shown.length > 0) return withPassword(page, best(shown), asking)
  const typed = page.forms.filter((form) => !isFurniture(form) && form.controls.some(isTyped))
  const factor = typed.find((form) => form.controls.some((control) => isTyped(control) && asksSecondFactor(control)))
  if (factor) return { kind: 'second_factor', why: 'asks for a second factor' }
  const identifier = typed.find((form) => asksIdentifier(page, form))
  if (identifier) return fill(page, identifier, asking, 'identifier')
  const concealed = page.forms.find((form) => form.controls.some(isPassword) && !leadsAway(form))
  return concealed && withPassword(page, concealed, asking)
}

function withPassword(page: Page, form: Form, asking: Asking): Understanding {
  const passwords = form.controls.filter(isPassword)
  if (suits(form) <= -3) {
    const more = form.controls.filter(isTyped).length > passwords.length
    if (more || isNamed(form, 'register')) return { kind: 'unknown', why: 'asks to register' }
    return { kind: 'password_change', why: 'asks for a new password' }
  }
  if (form.method === 'GET') return { kind: 'needs_script', why: 'has a password form that only a script can send' }
  if (page.captchas.includes(form)) return { kind: 'captcha', why: 'asks for a captcha beside the password' }
  return fill(page, form, asking)
}

const best = (forms: readonly Form[]): Form => forms.reduce((first, form) => (suits(form) > suits(first) ? form : first))

/** How much a form with a password looks like signing in; -3 and less: it is for something else. */
function suits(form: Form): number {
  const passwords = form.controls.filter((control) => isPassword(control) && !control.hidden)
  const marks: [boolean, number][] = [
    [passwords.some((control) => autocomplete(control).includes('current-password')), 3],
    [form.controls.some(namesUser), 2],
    [isNamed(form, 'sign_in') || isLabelled(form, 'sign_in'), 2],
    [isAbout(form, 'register'), -6],
    [isNamed(form, 'forgot') || isNamed(form, 'new_password'), -6],
    [passwords.length > 1, -8],
    [passwords.some((control) => autocomplete(control).includes('new-password')), -8],
  ]
  return marks.reduce((sum, [holds, weight]) => sum + (holds ? weight : 0), 0)
}

const userNames = new Set('username user login email mail identifier loginid userid uid account upn handle signin netid'.split(' '))

function namesUser(control: Control): boolean {
  const joined = control.name.toLowerCase().replace(/[^a-z]/g, '')
  return (
    nameTokens(control).some((token) => userNames.has(token)) || userNames.has(joined) || /\b(username|email)\b/.test(autocomplete(control))
  )
}

function asksIdentifier(page: Page, form: Form): boolean {
  const typed = form.controls.filter(isTyped)
  if (typed.length !== 1 || leadsAway(form) || form.method === 'DIALOG') return false
  if (namesUser(typed[0]!) || typed[0]!.type === 'email') return !says(page.title, 'forgot') && !says(page.title, 'register')
  return isLabelled(form, 'sign_in') || isNamed(form, 'sign_in')
}

function fill(page: Page, form: Form, asking: Asking, part?: 'identifier'): Understanding {
  const typed = form.controls.filter((control) => isTyped(control) && !isPassword(control))
  const named = typed.find(namesUser) ?? typed.find(({ type }) => type === 'email' || type === 'text' || type === 'tel') ?? typed[0]
  const missing = typed.find((control) => control !== named && control.value === '' && control.attributes.has('required'))
  if (missing && asksSecondFactor(missing)) return { kind: 'second_factor', why: 'asks for a second factor beside the password' }
  if (missing) return { kind: 'unknown', why: `asks to sign in with one more field, "${(missing.label || missing.name).slice(0, 60)}"` }
  const overrides = new Map<Control, string | boolean>()
  for (const control of form.controls) {
    if (control === named || isScriptedName(control)) overrides.set(control, asking.user)
    else if (isPassword(control) && part === undefined) overrides.set(control, asking.password)
    else if (control.type === 'checkbox')
      overrides.set(control, isLasting(control) ? false : control.checked || control.attributes.has('required'))
  }
  const submit = submission(page, form, asking.origins, overrides, submitterOf(form))
  if (submit === undefined)
    return { kind: 'unknown', why: 'has a sign-in form that would send the credentials outside the configured origins' }
  return { kind: 'sign_in', submit, ...(part ? { part, why: 'asks for a user name' } : { why: 'asks for a user name and a password' }) }
}

/** A hidden user name that a script fills from the field that is shown (WSO2 Identity Server 7). */
const isScriptedName = (control: Control): boolean =>
  control.type === 'hidden' && control.value === '' && /^(user_?name|login|user|j_username|identifier)$/i.test(control.name)

function submitterOf(form: Form): Control | undefined {
  const submits = form.controls.filter((control) => isSubmit(control) && !control.disabled)
  const elsewhere = (control: Control) => (['social', 'register', 'forgot'] as const).some((topic) => isButtonFor(control, topic))
  const fitting = submits.filter((control) => polarityOf(control) !== 'deny' && !elsewhere(control))
  return fitting.find((control) => isButtonFor(control, 'sign_in')) ?? fitting[0]
}
