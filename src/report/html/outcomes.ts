import type { Outcome } from '../../scenario/contract.ts'
import { html, joined, Markup } from './markup.ts'

/** Whether somebody has to look at it. */
export const isGrave = (outcome: Outcome): boolean =>
  outcome === 'fail' || outcome === 'error' || outcome === 'blocked' || outcome === 'warn'

/** One word for each outcome, as people say it. */
export const words: Readonly<Record<Outcome, string>> = {
  fail: 'Failed',
  warn: 'Warning',
  error: 'Error',
  blocked: 'No verdict',
  pass: 'Passed',
  info: 'Recorded',
  skip: 'Not tried',
}

/** What each outcome means, for a legend. */
export const meanings: Readonly<Record<Outcome, string>> = {
  fail: 'the profile forbids what was seen',
  warn: 'a recommendation is not followed, or the right thing came in a wrong form',
  error: 'a fault of grantproof itself',
  blocked: 'no verdict is possible: the honest request did not work, a limit was met, a page was not understood',
  pass: 'seen to hold, while the honest request worked',
  info: 'recorded, not judged',
  skip: 'does not apply, or something it needs is missing',
}

/** Shapes that differ without any colour, on a field of 16. */
const shapes: Readonly<Record<Outcome, string>> = {
  fail: '<path class="ground" d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z"/><path class="figure" d="m5.3 5.3 5.4 5.4m0-5.4-5.4 5.4"/>',
  warn: '<path class="ground" d="M8 1 15.6 14.6H.4z"/><path class="figure" d="M8 6v4m0 2v.4"/>',
  error: '<path class="ground" d="M1 1h14v14H1z"/><path class="figure" d="M10.5 4.5h-5v7h5M5.5 8h4"/>',
  blocked:
    '<circle class="ground" cx="8" cy="8" r="7.3"/><path class="figure" d="M5.8 6.2c0-3 4.6-2.8 4.4 0-.1 1.4-2.2 1.5-2.2 3.2M8 11.6v.4"/>',
  pass: '<circle class="ground" cx="8" cy="8" r="7.3"/><path class="figure" d="m4.6 8.3 2.4 2.4 4.4-5"/>',
  info: '<circle class="hollow" cx="8" cy="8" r="6.6"/><path class="line" d="M8 7.3v4M8 4.6V5"/>',
  skip: '<circle class="hollow dashed" cx="8" cy="8" r="6.6"/><path class="line" d="M5 8h6"/>',
}

/** The shapes, once for the whole page. */
export const symbols = (): Markup =>
  html`<svg width="0" height="0" aria-hidden="true" class="symbols"><defs>${joined(
    Object.entries(shapes).map(([outcome, shape]) => html`<symbol id="sign-${outcome}" viewBox="0 0 16 16">${new Markup(shape)}</symbol>`),
  )}</defs></svg>`

/** The shape of an outcome alone; a word has to stand beside it. */
export const icon = (outcome: Outcome): Markup =>
  html`<svg class="icon ${outcome}" aria-hidden="true" width="16" height="16"><use href="#sign-${outcome}"/></svg>`

/** Shape and word. */
export const sign = (outcome: Outcome): Markup => html`<span class="sign ${outcome}">${icon(outcome)}<span>${words[outcome]}</span></span>`
