import type { Staging } from '../screen.ts'

/** Sandboxed, a page keeps its origin and its forms, and loses what would free it. */
const sandboxes: Readonly<Record<Exclude<Staging, 'window'>, string>> = {
  frame: '',
  held_frame: ' sandbox="allow-forms allow-scripts allow-same-origin"',
  scriptless_frame: ' sandbox="allow-forms allow-same-origin"',
}

/** A page of another site that frames pages of this URL's server. It comes by the same scheme, so that no content is mixed. */
export function framingPage(url: string, staging: Exclude<Staging, 'window'>): { url: string; html: string } {
  return {
    url: `${new URL(url).protocol}//attacker.example/`,
    html: `<!doctype html><html lang="en"><title>A page of another site</title><h1>A page of another site</h1>
<iframe${sandboxes[staging]} style="width:90vw;height:80vh"></iframe>`,
  }
}
