import { type Control, type Form, isSubmit } from './form.ts'
import { isInside } from './origin.ts'
import type { Page } from './page.ts'
import { isLasting, polarityOf, polarityOfLink } from './polarity.ts'
import { isAbout, isButtonFor, isFurniture, isNamed, isTyped } from './traits.ts'
import { type Asking, following, submission, type Understanding } from './understanding.ts'
import { says } from './words.ts'

/** Reads a page that asks whether the user wants to sign out (OpenID Connect RP-Initiated Logout 1.0, 2), and says yes. It is only asked of pages that a
 *  sign-out leads to: a form for signing out stands on many others. */
export function signOut(page: Page, asking: Asking): Understanding | undefined {
  if (!asking.signingOut) return undefined
  const forms = page.forms.filter((one) => mayAsk(one))
  const ways = waysOf(forms, page)
  for (const { form, button } of ways) {
    const submit = submission(page, form, asking.origins, undefined, button)
    if (submit) return asked(submit, ways.length > 1 || forms.length > 1 || form.controls.some(isChosen))
  }
  const links = page.links.filter((one) => one.url && isInside(one.url, asking.origins) && says(one.text, 'logout') && !saysNo(one))
  const [link, ...others] = narrowFirst(links, ({ text }) => text)
  return page.forms.length === 0 && link && says(page.title, 'logout') ? asked(following(link.url!), others.length > 0) : undefined
}

/** A page that says that the user is signed out, which waits for no script to say more. One that says that he will be, or is not, may go on. */
export function saysSignedOut(page: Page, { signingOut }: Pick<Asking, 'signingOut'>): boolean {
  const text = `${page.title} ${page.text.slice(0, 2000)}`
  return signingOut === true && page.forms.every(isFurniture) && says(text, 'signed_out') && !isNotYet.test(text)
}

const isNotYet =
  /(?<!\p{L})(?:being|will|shall|not|isn['’]t|haven['’]t|werden|wird|wirst|nicht|sera|serez|será|serás|verrai|non|niet|wordt|pas)(?!\p{L})/iu

const asked = (submit: NonNullable<Understanding['submit']>, choice: boolean): Understanding => ({
  kind: 'sign_out',
  submit,
  ...(choice && { choice }),
  why: 'asks whether to sign out',
})

const mayAsk = (form: Form): boolean =>
  !form.controls.some(isTyped) && !isFurniture(form) && !(['social', 'register', 'forgot'] as const).some((topic) => isAbout(form, topic))

const isChosen = ({ type, hidden }: Control): boolean => !hidden && /^(radio|checkbox|select)$/.test(type)

const submitsOf = (form: Form): Control[] =>
  form.controls.filter((one) => isSubmit(one) && !one.disabled && polarityOf(one) !== 'deny' && !isLasting(one) && !keeps(one))

interface Way {
  form: Form
  button: Control
}

/** The buttons that say "sign out"; where there is none, what says yes in the only form. */
function waysOf(forms: readonly Form[], page: Page): Way[] {
  const named = forms.flatMap((form) =>
    submitsOf(form)
      .filter((one) => isButtonFor(one, 'logout'))
      .map((button) => ({ form, button })),
  )
  if (named.length > 0) return narrowFirst(named, ({ button }) => said(button))
  const [form, ...others] = forms
  return form && others.length === 0 ? yesButtons(form, page).map((button) => ({ form, button })) : []
}

/** The button that says yes on a page about signing out, or the only one there. */
function yesButtons(form: Form, page: Page): Control[] {
  const submits = submitsOf(form)
  if (!isNamed(form, 'logout') && !says(`${page.title} ${page.text.slice(0, 2000)}`, 'logout')) return []
  const approving = submits.find((one) => polarityOf(one) === 'approve')
  if (approving) return [approving]
  return submits.length === 1 ? submits : []
}

/** Who signs out here does not want to sign out everywhere. */
const narrowFirst = <T>(ways: readonly T[], text: (way: T) => string): T[] =>
  ways.toSorted((a, b) => Number(isWide.test(text(a))) - Number(isWide.test(text(b))))

const isWide = /(?<!\p{L})(?:everywhere|all|every|überall|alle[nr]?|partout|tous|toutes|todos|todas|tutti|tutte|overal)(?!\p{L})/iu

const said = ({ label, value }: Control): string => `${label} ${value}`

/** "Do not log out" is about signing out too. */
const keeps = (button: Control): boolean => says(said(button), 'stay')
const saysNo = (link: Page['links'][number]): boolean => polarityOfLink(link) === 'deny' || says(link.text, 'stay')
