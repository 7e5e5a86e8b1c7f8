import { type Control, type Form, isButton, isSubmit } from './form.ts'
import { says, type Topic, tokens } from './words.ts'

const choices = new Set(['checkbox', 'radio', 'hidden', 'select'])

/** Whether a user types into it. */
export const isTyped = (control: Control): boolean =>
  !control.disabled && !control.hidden && !isButton(control) && !choices.has(control.type)

export const isPassword = (control: Control): boolean => control.type === 'password' && !control.disabled

export const autocomplete = (control: Control): string => control.attributes.get('autocomplete')?.toLowerCase() ?? ''

/** The words in a control's name and id. */
export const nameTokens = (control: Control): string[] => [...tokens(control.name), ...tokens(control.attributes.get('id') ?? '')]

/** Whether a form's machine names (action, id, name, class) are about a topic. */
export function isNamed(form: Form, topic: Topic): boolean {
  const path = (form.action ?? '').split(/[?#]/)[0]!.slice(-200)
  const names = [path.split('/').slice(3).join('/'), ...['id', 'name', 'class'].map((one) => form.attributes.get(one) ?? '')]
  return says(names.flatMap(tokens).join(' '), topic)
}

/** Whether a button is about a topic. */
export const isButtonFor = (control: Control, topic: Topic): boolean =>
  says(control.label, topic) || says(nameTokens(control).join(' '), topic)

/** Whether a submit button of a form is about a topic. */
export const isLabelled = (form: Form, topic: Topic): boolean =>
  form.controls.some((control) => isSubmit(control) && isButtonFor(control, topic))

/** Whether a form is about a topic and nothing else: its machine names are, or every submit button. */
export function isAbout(form: Form, topic: Topic): boolean {
  const submits = form.controls.filter(isSubmit)
  return isNamed(form, topic) || (submits.length > 0 && submits.every((control) => isButtonFor(control, topic)))
}

/** Looks for something, chooses a language, says yes to cookies: such forms stand on any page and answer nothing. */
export function isFurniture(form: Form): boolean {
  const { controls } = form
  if (form.attributes.get('role') === 'search' || controls.some(({ type }) => type === 'search') || isNamed(form, 'search')) return true
  if (controls.some((control) => isTyped(control) && /^(q|query|search|s)$/i.test(control.name))) return true
  if (isNamed(form, 'cookies') || (says(form.text, 'cookies') && !controls.some(({ type }) => type === 'hidden'))) return true
  const choosers = controls.filter((control) => !isButton(control) && control.type !== 'hidden')
  return (choosers.length > 0 && choosers.every((control) => says(nameTokens(control).join(' '), 'language'))) || isNamed(form, 'language')
}

/** Leads away from signing in: logging out, other identity providers, registration, a forgotten password. */
export const leadsAway = (form: Form): boolean =>
  isAbout(form, 'logout') || isAbout(form, 'social') || isAbout(form, 'register') || isAbout(form, 'forgot')

const secondFactors = new Set([
  'otp',
  'totp',
  'code',
  'passcode',
  'pin',
  'token',
  '2fa',
  'mfa',
  'twofactor',
  'verification',
  'authcode',
  'smscode',
])

/** Whether a one-time code is asked for. */
export const asksSecondFactor = (control: Control): boolean =>
  autocomplete(control).includes('one-time-code') ||
  nameTokens(control).some((token) => secondFactors.has(token)) ||
  says(control.label, 'second_factor')
