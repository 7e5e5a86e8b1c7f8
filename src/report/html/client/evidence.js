import { diagram } from './diagram.js'
import { element, marked, palette, sign } from './element.js'

const packed = document.getElementById('packed')
let unpacked

/** What each scenario shows of its exchanges, by its place in the run. */
function evidence() {
  unpacked ??= (async () => {
    const bytes = Uint8Array.from(atob(packed.textContent), (character) => character.charCodeAt(0))
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
    return JSON.parse(await new Response(stream).text())
  })()
  return unpacked
}

async function fill(scenario) {
  const place = scenario.querySelector('.evidence:empty')
  if (!place || place.ariaBusy) return
  place.ariaBusy = 'true'
  try {
    const acts = (await evidence())[scenario.dataset.at]
    const hueOf = palette()
    const shown = acts.length > 0 ? acts.map((act) => shownAct(act, scenario.id, hueOf)) : [element('p', {}, 'Nothing was sent.')]
    place.append(element('h4', {}, 'Exchanges'), ...shown)
  } catch {
    place.textContent = 'This browser cannot unpack the exchanges; they stand in run.json.'
  }
  place.ariaBusy = null
}

function shownAct(act, id, hueOf) {
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
    diagram(act, hueOf),
    ...pictures(act),
    element('ol', { class: 'messages' }, ...act.exchanges.map((exchange) => message(exchange, id, hueOf))),
  )
}

/** Pictures stand beside the run as files: this page loads nothing, so they are links. */
function pictures({ pictures }) {
  if (pictures.length === 0) return []
  const links = pictures.map(({ file, n }) => element('a', { href: file }, n === undefined ? 'a page' : `the page of exchange ${n}`))
  return [element('p', { class: 'how' }, 'Pictures beside this file: ', ...links.flatMap((link, i) => (i === 0 ? [link] : [', ', link])))]
}

function message({ n, outline, how, request, response, curl }, id, hueOf) {
  const details = element(
    'details',
    { class: 'message' },
    element('summary', {}, element('span', { class: 'n' }, String(n)), element('code', {}, outline)),
    element('p', { class: 'how' }, `${how} `, element('button', { type: 'button', 'data-copy': '' }, 'Copy as curl')),
    element('pre', { class: 'curl', hidden: '', tabindex: 0 }, curl),
    element('h5', {}, 'Request'),
    element('pre', { tabindex: 0 }, ...marked(request, hueOf)),
    element('h5', {}, 'Response'),
    element('pre', { tabindex: 0 }, ...marked(response, hueOf)),
  )
  return element('li', { id: `${id}/${n}` }, details)
}

document.addEventListener('toggle', ({ target }) => target.matches?.('details.scenario[open]') && fill(target), true)

/** The same secret lights up wherever it comes up in a scenario. */
let lit = []
document.addEventListener('pointerover', ({ target }) => {
  for (const one of lit) one.classList.remove('lit')
  const mark = target.closest?.('[data-mark]')
  const around = mark?.closest('.evidence')
  lit = around ? [...around.querySelectorAll('[data-mark]')].filter(({ dataset }) => dataset.mark === mark.dataset.mark) : []
  for (const one of lit) one.classList.add('lit')
})
