import { element } from './element.js'

/** A button that copies a text; where a browser forbids that, the text is shown and selected. */
export function copies(label, textOf) {
  const button = element('button', { type: 'button', 'aria-live': 'polite' }, label)
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(textOf())
      button.textContent = 'Copied'
    } catch {
      const shown = element('pre', { tabindex: 0 }, textOf())
      button.parentElement.after(shown)
      getSelection().selectAllChildren(shown)
      button.textContent = 'Selected: copy it by keyboard'
    }
    setTimeout(() => (button.textContent = label), 4000)
  })
  return button
}

/** A button that saves a text as a file, which nobody is asked for. */
export function saves(label, name, textOf) {
  const button = element('button', { type: 'button' }, label)
  button.addEventListener('click', () => {
    const url = URL.createObjectURL(new Blob([textOf()], { type: 'application/json' }))
    element('a', { href: url, download: name }).click()
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
  })
  return button
}
