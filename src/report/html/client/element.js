/** An element with attributes and children; strings become text and nothing else. */
export function element(name, attributes = {}, ...children) {
  return furnished(document.createElement(name), attributes, children)
}

/** The same in a picture. */
export function shape(name, attributes = {}, ...children) {
  return furnished(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children)
}

function furnished(one, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) one.setAttribute(name, value)
  one.append(...children)
  return one
}

/** The shape and the word of an outcome, as they stand in the page already. */
export function sign(outcome) {
  return document.querySelector(`.sign.${outcome}`)?.cloneNode(true) ?? outcome
}

/** Marks of one scenario by their order in it, so that each has its colour wherever it comes up. */
export function palette() {
  const hues = new Map()
  return (mark) => {
    if (!hues.has(mark)) hues.set(mark, `m${hues.size % 8}`)
    return hues.get(mark)
  }
}

/** Text in which each mark stands out. */
export function marked(text, hueOf) {
  return text
    .split(/(‹[a-z_]+:\d+›)/)
    .map((part, i) => (i % 2 === 1 ? element('mark', { class: hueOf(part), 'data-mark': part }, part) : part))
}
