import { type Control, type Form, isButton, isSubmit, type Overrides } from './form.ts'
import { isInside } from './origin.ts'
import type { Page } from './page.ts'
import { isLasting, ofValue, type Polarity, polarityOf, polarityOfLink, polarityOfOption } from './polarity.ts'
import { isFurniture, isTyped, leadsAway } from './traits.ts'
import { type Asking, following, type Submission, submission, type Understanding } from './understanding.ts'
import { says } from './words.ts'

/** A form's way to give an answer: what to change, and the button to press. */
interface Way {
  overrides: Overrides
  submitter?: Control | undefined
}
type Ways = Partial<Record<Polarity, Way>>

/** Reads a page that asks the user to approve or deny. The answer is for this once: nothing that would be remembered is chosen. */
export function consent(page: Page, asking: Asking): Understanding | undefined {
  const forms = page.forms.filter((form) => !isFurniture(form) && !leadsAway(form) && !form.controls.some(isTyped))
  const read = forms.map((form) => ({ form, ways: waysOf(form) }))
  const answerable = read.some(({ ways }) => ways.approve)
  const deniable = read.some(({ ways }) => ways.deny) || page.links.some((link) => link.url && polarityOfLink(link) === 'deny')
  if (!answerable) return byNeutralForm(page, forms, asking) ?? byLinks(page, asking)
  if (!deniable && !asksConsent(page, forms)) return undefined
  return answer(page, read, asking)
}

function answer(page: Page, read: readonly { form: Form; ways: Ways }[], asking: Asking): Understanding {
  const decided =
    read.find(({ ways }) => ways[asking.purpose] && ways.approve && ways.deny) ?? read.find(({ ways }) => ways[asking.purpose])
  const way = decided?.ways[asking.purpose]
  if (decided && way) return answered(submitted(page, decided.form, way, asking))
  return denyOtherwise(page, read[0]?.form, asking)
}

const answered = (submit: Submission | undefined): Understanding =>
  submit
    ? { kind: 'consent', submit, why: 'asks for consent' }
    : { kind: 'unknown', why: 'has a consent form that would be sent outside the configured origins' }

const submitted = (page: Page, form: Form, { overrides, submitter }: Way, asking: Asking): Submission | undefined =>
  submission(page, form, asking.origins, new Map([...boxes(form, asking), ...overrides]), submitter)

/** A page without a deny button: a link out, or a button whose script empties the form and sends it. */
function denyOtherwise(page: Page, form: Form | undefined, asking: Asking): Understanding {
  const link = denyLink(page, asking)
  if (link) return { kind: 'consent', submit: following(link), why: 'asks for consent' }
  const scripted = form?.controls.some((control) => !isSubmit(control) && isButton(control) && polarityOf(control) === 'deny')
  if (form && scripted) return answered(submission(page, form, asking.origins, emptied(form)))
  return { kind: 'consent', why: 'asks for consent and offers no way to deny it that is understood' }
}

const denyLink = (page: Page, { origins }: Asking): string | undefined =>
  page.links.find((link) => link.url && isInside(link.url, origins) && polarityOfLink(link) === 'deny')?.url

const emptied = (form: Form): Overrides =>
  new Map(form.controls.filter(({ type }) => type === 'checkbox').map((control) => [control, false]))

/** One form with one button that says neither yes nor no, on a page that asks for consent. */
function byNeutralForm(page: Page, forms: readonly Form[], asking: Asking): Understanding | undefined {
  const form = forms.find(({ controls }) => controls.filter(isSubmit).length <= 1 && controls.length > 0)
  if (form === undefined || !asksConsent(page, [form])) return undefined
  const submitter = form.controls.find((control) => isSubmit(control) && !control.disabled)
  if (asking.purpose === 'approve') return submitter && answered(submitted(page, form, { overrides: new Map(), submitter }, asking))
  return denyOtherwise(page, form, asking)
}

function byLinks(page: Page, asking: Asking): Understanding | undefined {
  const urls = (polarity: Polarity) => page.links.flatMap((link) => (link.url && polarityOfLink(link) === polarity ? [link.url] : []))
  const [approve, deny] = [urls('approve')[0], urls('deny')[0]]
  if (approve === undefined || deny === undefined || !says(`${page.title} ${page.text}`, 'consent')) return undefined
  const url = asking.purpose === 'approve' ? approve : deny
  return answered(isInside(url, asking.origins) ? following(url) : undefined)
}

/** Whether a page without two answers is about consent at all: by the fields' names, or by its words. */
function asksConsent({ title, text }: Page, forms: readonly Form[]): boolean {
  if (forms.some(({ controls }) => controls.some((control) => /scope|consent/i.test(`${control.name}=${control.value}`)))) return true
  return !says(title, 'error') && says(`${title} ${text.slice(0, 4000)}`, 'consent')
}

/** Every way in which a form gives an answer: two buttons, radios, a select, a box, or a hidden field that a script would set. */
function waysOf(form: Form): Ways {
  const enabled = form.controls.filter((control) => !control.disabled)
  return byRadio(enabled) ?? bySelect(enabled) ?? byHidden(enabled) ?? byBox(enabled) ?? byButtons(enabled)
}

function byButtons(controls: readonly Control[]): Ways {
  const ways: Ways = {}
  for (const control of controls.filter(isSubmit)) {
    const polarity = polarityOf(control)
    if (polarity && !ways[polarity] && !isLasting(control)) ways[polarity] = { overrides: new Map(), submitter: control }
  }
  return ways
}

const mainSubmit = (controls: readonly Control[]): Control | undefined => {
  const submits = controls.filter(isSubmit)
  return submits.find((control) => polarityOf(control) !== 'deny') ?? submits[0]
}

/** Each question that radios ask, for all scopes or for one at a time, gets the same answer. */
function byRadio(controls: readonly Control[]): Ways | undefined {
  const groups = [
    ...Map.groupBy(
      controls.filter(({ type }) => type === 'radio'),
      ({ name }) => name,
    ).values(),
  ]
  const questions = groups.flatMap((group) => {
    const find = (polarity: Polarity) => group.find((radio) => !isLasting(radio) && radioPolarity(radio) === polarity)
    const [approve, deny] = [find('approve'), find('deny')]
    return approve && deny ? [{ group, approve, deny }] : []
  })
  if (questions.length === 0) return undefined
  const choose = (polarity: Polarity): Way => ({
    overrides: new Map(questions.flatMap((question) => question.group.map((one) => [one, one === question[polarity]] as const))),
    submitter: mainSubmit(controls),
  })
  return { approve: choose('approve'), deny: choose('deny') }
}

/** A radio's name is the question, so that only its value and label answer. */
const radioPolarity = (radio: Control): Polarity | undefined => ofValue(radio.value) ?? polarityOf({ ...radio, name: '' })

function bySelect(controls: readonly Control[]): Ways | undefined {
  for (const select of controls.filter(({ type }) => type === 'select')) {
    const find = (polarity: Polarity) =>
      select.options.find((option) => polarityOfOption(option) === polarity && !says(`${option.value} ${option.text}`, 'always'))
    const [approve, deny] = [find('approve'), find('deny')]
    if (!approve || !deny) continue
    const choose = (value: string): Way => ({ overrides: new Map([[select, value]]), submitter: mainSubmit(controls) })
    return { approve: choose(approve.value), deny: choose(deny.value) }
  }
  return undefined
}

const decisions =
  /^(consent|user_?consent|approval|approve|approved|decision|user_?decision|allow|authorize|user_?oauth_?approval|action)$/i

/** A hidden answer: of one form among two (Dex), or for a script to set behind buttons that do not submit (WSO2). */
function byHidden(controls: readonly Control[]): Ways | undefined {
  const field = controls.find((control) => control.type === 'hidden' && decisions.test(control.name) && ofValue(control.value))
  if (field === undefined) return undefined
  const own = ofValue(field.value)!
  const scripted = controls.filter((control) => isButton(control) && !isSubmit(control))
  if (scripted.length === 0) return { [own]: { overrides: new Map(), submitter: mainSubmit(controls) } }
  const radios = lastingRadios(controls)
  const set = (polarity: Polarity): Way => ({
    overrides: new Map<Control, string | boolean>([
      ...(polarity === 'approve' ? radios : []),
      [field, own === polarity ? field.value : said(scripted, polarity)],
    ]),
  })
  return { approve: set('approve'), deny: set('deny') }
}

/** The value that a script writes is what its button is called. */
const said = (buttons: readonly Control[], polarity: Polarity): string =>
  buttons
    .filter((button) => polarityOf(button) === polarity && !isLasting(button))
    .flatMap((button) => [button.name, button.attributes.get('id') ?? ''])
    .find((name) => ofValue(name) === polarity) ?? polarity

/** Where an approval for this once and one for ever are offered: the first. */
function lastingRadios(controls: readonly Control[]): [Control, boolean][] {
  const radios = controls.filter(({ type }) => type === 'radio')
  const once = radios.find((radio) => !isLasting(radio) && radioPolarity(radio) === 'approve')
  return once ? radios.filter(({ name }) => name === once.name).map((radio) => [radio, radio === once]) : []
}

/** One box that is the answer itself. */
function byBox(controls: readonly Control[]): Ways | undefined {
  const boxes = controls.filter(({ type }) => type === 'checkbox')
  const box = boxes.find((one) => decisions.test(one.name) && !isLasting(one))
  const submitter = mainSubmit(controls)
  if (box === undefined || controls.some((control) => isSubmit(control) && polarityOf(control) === 'deny')) return undefined
  return { approve: { overrides: new Map([[box, true]]), submitter }, deny: { overrides: new Map([[box, false]]), submitter } }
}

/** Scope boxes stay as they are; where none is ticked, approving means all. What would be remembered is left unticked. */
function boxes(form: Form, { purpose, untick = [] }: Asking): Overrides {
  const all = form.controls.filter(({ type, disabled }) => type === 'checkbox' && !disabled)
  const scopes = all.filter((box) => !isLasting(box))
  const none = purpose === 'approve' && !scopes.some((box) => box.checked)
  const taken = (box: Control) =>
    untick.some(
      (value) => [box.value, box.name, box.label].includes(value) || box.name.endsWith(`_${value}`) || box.name.endsWith(`.${value}`),
    )
  return new Map([
    ...all.filter(isLasting).map((box): [Control, boolean] => [box, false]),
    ...scopes.map((box): [Control, boolean] => [box, (none || box.checked || box.attributes.has('required')) && !taken(box)]),
  ])
}
