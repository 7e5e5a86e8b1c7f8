import { diagram } from './diagram.js'
import { element, marked, palette, sign } from './element.js'
import { harOf } from './har.js'
import { pictures } from './pictures.js'
import { copies, saves } from './take.js'
import { jsonText, messageText } from './text.js'

const parts = [...document.querySelectorAll('[data-packed]')].map((element) => ({ element, from: Number(element.dataset.packed) }))
const unpacked = new Map()

/** What is packed with a scenario, by its place in the run; each part is unpacked once. */
async function evidence(at) {
  const part = parts.findLast(({ from }) => from <= at)
  if (!unpacked.has(part)) unpacked.set(part, unpack(part.element.textContent))
  const { tool, bare, scenarios } = await unpacked.get(part)
  return { tool, bare, acts: scenarios[at - part.from] }
}

async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return JSON.parse(await new Response(stream).text())
}

async function fill(scenario) {
  const place = scenario.querySelector('.evidence:empty')
  if (!place || place.ariaBusy) return
  place.ariaBusy = 'true'
  try {
    const { acts, ...of } = await evidence(Number(scenario.dataset.at))
    const shown = acts.length > 0 ? shownActs(acts, { ...about(scenario), ...of }) : [nothing(of)]
    place.append(element('h4', {}, 'Exchanges'), ...shown)
    scenario.dispatchEvent(new Event('filled', { bubbles: true }))
  } catch {
    place.textContent = 'This browser cannot unpack the exchanges; they stand in run.json.'
  }
  place.ariaBusy = null
}

const about = (scenario) => ({
  id: scenario.id,
  title: scenario.querySelector('.title').textContent,
  link: scenario.querySelector('.permalink a')?.getAttribute('href') ?? `#${scenario.id}`,
  hueOf: palette(),
})

const nothing = ({ bare }) => element('p', {}, bare ? 'They were not kept: this run has findings alone.' : 'Nothing was sent.')

function shownActs(acts, scenario) {
  const all = harText(
    acts.flatMap(({ exchanges }) => exchanges.map(({ exchange }) => exchange)),
    scenario,
  )
  const name = `${scenario.id.replace(/[^\w.-]+/g, '-').slice(0, 100)}.har`
  const taken = element('p', { class: 'how all' }, 'All of them: ', copies('Copy as HAR', all), saves('Save as HAR', name, all))
  return [taken, ...acts.map((act) => shownAct(act, scenario))]
}

/** Exchanges as HAR, written when somebody wants it. */
const harText =
  (exchanges, { id, title, tool }) =>
  () =>
    jsonText(harOf(tool, [{ id, title, exchanges }]))

function shownAct(act, scenario) {
  const size = act.exchanges.length === 1 ? '1 exchange' : `${act.exchanges.length} exchanges`
  return element(
    'details',
    { class: 'act', open: act.open && '' },
    element(
      'summary',
      {},
      element('span', { class: 'actname' }, act.name),
      ' ',
      act.outcome ? sign(act.outcome) : '',
      ' ',
      element('small', {}, size),
    ),
    diagram(act, scenario.hueOf),
    element('ol', { class: 'messages' }, ...act.exchanges.map((one) => message(one, scenario))),
    ...pictures(act.pictures, scenario),
  )
}

function message({ outline, how, curl, exchange, ...shown }, scenario) {
  const { n, request, response } = exchange
  const sent = shown.request ?? messageText(`${request.method} ${request.url}`, request)
  const came = shown.response ?? messageText(`${response.status}`, response)
  const details = element(
    'details',
    { class: 'message' },
    element('summary', {}, element('span', { class: 'n' }, String(n)), element('code', {}, outline)),
    element(
      'p',
      { class: 'how' },
      `${how} `,
      copies('Copy as curl', () => curl),
      copies('Copy as HAR', harText([exchange], scenario)),
    ),
    element('h5', {}, 'Request'),
    element('pre', { tabindex: 0 }, ...marked(sent, scenario.hueOf)),
    element('h5', {}, 'Response'),
    element('pre', { tabindex: 0 }, ...marked(came, scenario.hueOf)),
  )
  return element('li', { id: `${scenario.id}/${n}` }, details)
}

for (const hint of document.querySelectorAll('.unscripted')) hint.hidden = true
document.addEventListener('toggle', ({ target }) => target.matches?.('details[data-at][open]') && fill(target), true)

/** The same secret lights up wherever it comes up in a scenario. */
let lit = []
document.addEventListener('pointerover', ({ target }) => {
  for (const one of lit) one.classList.remove('lit')
  const mark = target.closest?.('[data-mark]')
  const around = mark?.closest('.evidence')
  lit = around ? [...around.querySelectorAll('[data-mark]')].filter(({ dataset }) => dataset.mark === mark.dataset.mark) : []
  for (const one of lit) one.classList.add('lit')
})
