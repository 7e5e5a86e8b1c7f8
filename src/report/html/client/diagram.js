import { element, shape } from './element.js'

const names = { client: 'Client', agent: 'User agent', server: 'Server' }
const letter = 6.65

/** Where the lifelines stand. On a phone all three fit, and what is written on an arrow may be longer than the arrow. */
const wide = { width: 720, columns: { client: 70, agent: 330, server: 650 }, box: 104, beyond: 0 }
const narrow = { width: 284, columns: { client: 58, agent: 148, server: 238 }, box: 84, beyond: 46 }

/** A sequence diagram: who sent what to whom, and where each mark went. The list of messages beneath it tells the same in words. */
export function diagram({ exchanges, decisive, outcome }, hueOf) {
  const layout = matchMedia('(max-width: 44rem)').matches ? narrow : wide
  const { width, columns } = layout
  let y = 36
  const placed = exchanges.flatMap(({ exchange: { n }, steps }) =>
    steps.map((step, i) => {
      const line = y + (i === 0 ? 24 : 17)
      y = line + (step.marks.length > 0 ? 29 : 10)
      return { ...step, n, line, end: y }
    }),
  )
  const picture = shape('svg', {
    class: 'sequence',
    viewBox: `0 0 ${width} ${y + 8}`,
    width,
    height: y + 8,
    role: 'img',
    'aria-label': `Sequence of ${exchanges.length} exchanges. The list of messages says the same.`,
  })
  const rests = placed.filter(({ n }) => n === decisive)
  if (rests.length > 0) picture.append(band(rests[0].line - 18, rests.at(-1).end + 3, outcome, layout))
  const parties = Object.keys(columns).filter((party) => placed.some(({ from, to }) => from === party || to === party))
  picture.append(...parties.map((party) => lifeline(party, y + 4, layout)), ...placed.map((step) => arrow(step, hueOf, layout)))
  return element('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Sequence diagram' }, picture)
}

const band = (from, to, outcome, { width }) => shape('rect', { class: `band ${outcome}`, x: 0, y: from, width, height: to - from, rx: 4 })

function lifeline(party, end, { columns, box }) {
  const x = columns[party]
  return shape(
    'g',
    { class: 'party' },
    shape('line', { x1: x, y1: 30, x2: x, y2: end }),
    shape('rect', { x: x - box / 2, y: 4, width: box, height: 26, rx: 5 }),
    shape('text', { x, y: 21, 'text-anchor': 'middle' }, names[party]),
  )
}

function arrow({ from, to, kind, label, marks, n, line: y }, hueOf, { columns, beyond }) {
  const [start, end] = [columns[from], columns[to]]
  const [left, right] = [Math.min(start, end), Math.max(start, end) + beyond]
  const back = end < start ? 1 : -1
  const tip = end + back
  const number = kind === 'request' && to === 'server' ? [shape('text', { class: 'n', x: 6, y: y + 4 }, String(n))] : []
  return shape(
    'g',
    { class: `step ${kind}` },
    ...number,
    shape('line', { x1: start, y1: y, x2: tip, y2: y }),
    shape('path', { d: `M${tip + 7 * back} ${y - 4}L${tip} ${y}L${tip + 7 * back} ${y + 4}` }),
    shape('text', { x: left + 10, y: y - 5 }, cut(label, Math.floor((right - left - 16) / letter))),
    ...pills(marks, left + 10, y + 8, right - 10, hueOf),
  )
}

const cut = (text, room) => (text.length > room ? `${text.slice(0, room - 1)}…` : text)

/** The marks that an arrow carries, as many as there is room for. */
function pills(marks, x, y, end, hueOf) {
  const drawn = []
  for (const mark of marks) {
    const size = Math.round((mark.length - 2) * letter + 12)
    if (x + size > end) return [...drawn, shape('text', { class: 'more', x, y: y + 12 }, `+${marks.length - drawn.length}`)]
    drawn.push(
      shape(
        'g',
        { class: `pill ${hueOf(mark)}`, 'data-mark': mark },
        shape('rect', { x, y, width: size, height: 16, rx: 8 }),
        shape('text', { x: x + 6, y: y + 12 }, mark.slice(1, -1)),
      ),
    )
    x += size + 6
  }
  return drawn
}
