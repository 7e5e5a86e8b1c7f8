import type { Control, Option } from './form.ts'
import type { Link } from './page.ts'
import { isJust, says, tokens } from './words.ts'

/** Which answer a control gives. */
export type Polarity = 'approve' | 'deny'

const strong: Record<Polarity, ReadonlySet<string>> = {
  deny: new Set(
    'deny denied reject rejected cancel canceled cancelled cancelling decline declined refuse refused disallow disagree abort disapprove'.split(
      ' ',
    ),
  ),
  approve: new Set(
    'approve approved accept accepted allow allowed authorize authorise authorized grant granted agree agreed permit confirm'.split(' '),
  ),
}
const weak: Record<Polarity, ReadonlySet<string>> = {
  deny: new Set(['no', 'false', '0', 'n']),
  approve: new Set(['yes', 'true', '1', 'y', 'ok']),
}

function among(sets: Record<Polarity, ReadonlySet<string>>, text: string): Polarity | undefined {
  const found = tokens(text)
  if (found.some((token) => sets.deny.has(token))) return 'deny'
  return found.some((token) => sets.approve.has(token)) ? 'approve' : undefined
}

function spoken(text: string): Polarity | undefined {
  if (isJust(text, 'no') || says(text, 'deny')) return 'deny'
  return isJust(text, 'yes') || says(text, 'approve') ? 'approve' : undefined
}

/** The answer that a machine value stands for: `approve`, `allow`, `true`, `0`. */
export const ofValue = (value: string): Polarity | undefined => among(strong, value) ?? among(weak, value)

/** The answer of a button, radio, box or hidden field: its value, then its name and id, its target, its script, and last its words. */
export function polarityOf(control: Control): Polarity | undefined {
  const byValue = among(strong, control.value)
  if (byValue !== undefined) return byValue
  const attribute = (name: string) => control.attributes.get(name) ?? ''
  const byName = among(strong, control.name) ?? among(strong, attribute('id'))
  if (byName === 'approve' && among(weak, control.value) === 'deny') return 'deny'
  if (byName !== undefined) return byName
  return (
    among(weak, control.value) ??
    among(strong, lastPart(attribute('formaction'))) ??
    spoken(control.label) ??
    among(strong, attribute('onclick'))
  )
}

export const polarityOfOption = ({ value, text }: Option): Polarity | undefined => ofValue(value) ?? spoken(text)

export const polarityOfLink = ({ url, text, attributes }: Link): Polarity | undefined =>
  spoken(text) ?? among(strong, attributes.get('id') ?? '') ?? among(strong, lastPart(url ?? ''))

/** What a URL says for itself: its last segment and its query. */
const lastPart = (url: string): string => url.split('#')[0]!.slice(-200).split('/').at(-1) ?? ''

/** Whether it would be remembered for later requests: such an answer is never given. */
export const isLasting = (control: Control): boolean =>
  says([control.name, control.value, control.attributes.get('id') ?? ''].flatMap(tokens).join(' '), 'always') ||
  says(control.label, 'always')
