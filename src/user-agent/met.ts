import { isButton } from './form.ts'
import type { Page } from './page.ts'
import { isFurniture } from './traits.ts'
import type { Understanding } from './understanding.ts'

const usual = 'describe how to answer it with an `interaction` step'
const advice: Partial<Record<Understanding['kind'], string>> = {
  sign_in: 'check user name and password first',
  captcha: 'switch it off for this user or this client, or sign in by hand once: `grantproof login`',
  needs_script:
    "let a browser show it (`user_agent: 'auto'`), or describe the requests that its scripts make with an `interaction` function",
  password_change: 'sign in once by hand and choose a password, then put it into the configuration',
  second_factor:
    'give the tests a user without one, sign in by hand once (`grantproof login`), or answer it with an `interaction` function',
}

/** One sentence: which page was met, what it asked for, and what to do about it. */
export function explain(page: Page, why: string, kind: Understanding['kind'] = 'unknown'): string {
  const title = tidy(page.title, 80)
  const form = page.forms.find((one) => !isFurniture(one))
  const fields =
    form?.controls.filter((control) => control.name !== '' && !isButton(control)).map((control) => tidy(control.name, 30)) ?? []
  const shown = fields.length === 0 ? '' : ` (form fields: ${fields.slice(0, 8).join(', ')}${fields.length > 8 ? ', …' : ''})`
  return `the page ${title ? `"${title}" ` : ''}at ${tidy(page.url.split(/[?#]/)[0]!, 120)} ${why}${shown}; ${advice[kind] ?? usual}`
}

/** A stranger's text on one line, without control characters. */
const tidy = (text: string, longest: number): string => {
  const plain = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain
}
