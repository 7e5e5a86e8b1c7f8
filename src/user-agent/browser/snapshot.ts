/** What a snapshot is made of: the document as it is now, each control with its live value. */
export interface Snapshot {
  url: string
  html: string
}

/** The name of the attribute by which a control of a snapshot is found again in the document. */
export const stamp = 'data-grantproof'

/** What is stamped, in document order. */
export const stamped = 'form, input, button, select, textarea, a'

declare const document: any
declare const location: { href: string }

/** Runs in the page and changes nothing there: a copy of the document in which attributes say what scripts and users have made of the controls, and from
 *  which scripts are gone, since they have run. */
export function takeSnapshot({ stamp, stamped }: { stamp: string; stamped: string }): Snapshot {
  const copy = document.documentElement.cloneNode(true)
  const copies = copy.querySelectorAll(stamped)
  const set = (element: any, name: string, on: boolean) => (on ? element.setAttribute(name, '') : element.removeAttribute(name))
  for (const [at, element] of [...document.documentElement.querySelectorAll(stamped)].entries()) {
    const twin = copies[at]
    twin.setAttribute(stamp, String(at))
    if (element.type !== 'hidden' && !element.checkVisibility({ visibilityProperty: true })) twin.setAttribute('hidden', '')
    if (element.localName === 'form' || element.localName === 'a') continue
    set(twin, 'disabled', element.matches(':disabled'))
    if (element.localName === 'input' && element.type !== 'file') twin.setAttribute('value', element.value)
    if (element.localName === 'textarea') twin.textContent = element.value
    if (element.type === 'checkbox' || element.type === 'radio') set(twin, 'checked', element.checked)
    if (element.localName === 'select')
      for (const [n, one] of [...element.options].entries()) set(twin.options[n], 'selected', one.selected)
  }
  for (const gone of copy.querySelectorAll('script, noscript')) gone.remove()
  copy.querySelector('body')?.removeAttribute('onload')
  return { url: location.href, html: `<!doctype html>${copy.outerHTML}` }
}
