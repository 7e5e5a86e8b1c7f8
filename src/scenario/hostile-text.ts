import { canary } from '../user-agent/screen.ts'

const call = `${canary}(1)`

/** Texts that call the canary wherever a page takes them for more than text: two, so that one need not end what the other begins.
 *  `markup` leaves elements and quoted attributes, also where only quotes or only angle brackets are left alone; `script` leaves strings of scripts in
 *  any quotes, and is a URL that runs. */
export const hostileTexts = {
  markup: [
    `" autofocus onfocus=${call} oncontentvisibilityautostatechange=${call} style=content-visibility:auto`,
    ` ' autofocus onfocus=${call} oncontentvisibilityautostatechange=${call} style=content-visibility:auto`,
    ` "'></title></textarea></style></script><img src=x onerror=${call}>`,
  ].join(''),
  script: `javascript:${call}//'-${call}-'"-${call}-"\${${call}}`,
} as const
