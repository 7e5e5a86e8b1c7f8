import { element } from './element.js'

const reasons = {
  apart: ['It lies beside the run: ', '.'],
  unreadable: ['It is not in this page, since no file beside the run is the one that the browser took: ', '.'],
  room: ['It is not in this page, which would be too large to send with it, but beside the run: ', '.'],
}

/** What a browser showed in one stretch of a scenario. */
export function pictures(all, scenario) {
  return all.length === 0 ? [] : [element('div', { class: 'pictures' }, ...all.map((one) => picture(one, scenario)))]
}

function picture({ n, file, came, width, height, lacking }, { link, title }) {
  const page = n === undefined ? ['A page'] : ['The page of ', element('a', { href: `${link}/${n}` }, `exchange ${n}`)]
  const caption = element('figcaption', {}, ...page, ` in the browser${came === undefined ? '' : `: ${came}`}`)
  if (lacking) {
    const [before, after] = reasons[lacking]
    return element('figure', { class: 'picture' }, caption, element('p', {}, before, element('a', { href: file }, file), after))
  }
  const image = element('img', { src: sourceOf(file), width, height, decoding: 'async', alt: `${caption.textContent}, in “${title}”` })
  return element('figure', { class: 'picture' }, enlarging(image), caption)
}

/** The pictures stand in the page as text, and become pictures when they are wanted. */
const sourceOf = (file) => `data:image/png;base64,${document.querySelector(`[data-picture="${file}"]`).textContent}`

function enlarging(image) {
  const button = element('button', { type: 'button', class: 'enlarge', 'aria-pressed': false, title: 'Larger or smaller' }, image)
  button.addEventListener('click', () => {
    const large = button.parentElement.classList.toggle('large')
    button.ariaPressed = large
  })
  return button
}
