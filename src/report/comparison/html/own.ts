import { own, scriptOf, styleOf } from '../../html/own.ts'

/** What a browser runs of the page: parts of the page of a run. */
export const script = scriptOf(['filters', 'theme', 'print'].map((name) => own(`client/${name}.js`)))

/** What it looks like: as the page of a run does, with tables. */
export const style = styleOf([
  ...['base', 'outcomes', 'masthead', 'sections', 'filters', 'narrow', 'print'].map((name) => own(`style/${name}.css`)),
  new URL('style/tables.css', import.meta.url),
])
