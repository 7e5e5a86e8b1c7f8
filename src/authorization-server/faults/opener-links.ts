import type { Answer } from '../answer.ts'
import { PageError } from '../answer.ts'
import { authorization } from '../endpoints/authorization.ts'
import { errorPage } from '../pages.ts'
import { changedSignIn, withMore } from './changed-page.ts'
import type { Fault } from './fault.ts'

const also = { 'browser/tells-no-stranger-about-the-request': 'A link to another site is one, whatever window it opens.' }

/** A page with a link to another site. */
const withLink = (answer: Answer, attributes: string): Answer => withMore(answer, `<a href="http://help.example/" ${attributes}>Help</a>`)

const signInWith = (markup: string) => changedSignIn((page) => withMore(page, markup))

export const openerLinkFaults = {
  'opens-links-in-a-named-window': {
    summary:
      'Opens help of another site from the sign-in page in a window of a name of its own, which can send the sign-in page elsewhere.',
    seen: 'derived: HTML Living Standard, rules for choosing a navigable; RFC 6749 10.11',
    also,
    ...signInWith('<a href="http://help.example/" target="help">Help</a>'),
  },
  'opens-links-by-script': {
    summary: 'Opens help of another site from the consent page by window.open, with its opener.',
    seen: 'derived: HTML Living Standard, window open steps; RFC 6749 10.11',
    also,
    unlike: { 'opens-links-in-a-named-window': 'The link itself names no window, and its script gives the opener away.' },
    authorization: {
      askConsent: (call) => withLink(authorization.askConsent(call), 'onclick="window.open(this.href); return false"'),
    },
  },
  'opens-help-by-a-button': {
    summary: 'Opens help of another site from the sign-in page by a button and window.open, with its opener.',
    seen: 'derived: HTML Living Standard, window open steps; RFC 6749 10.11',
    unlike: { 'opens-links-in-a-named-window': 'There is no link.', 'opens-links-by-script': 'There is no link.' },
    ...signInWith(`<button type="button" onclick="window.open('http://help.example/', 'help')">Help</button>`),
  },
  'opens-links-of-error-pages-with-their-opener': {
    summary: 'Opens help of another site from the page of an error by target=_blank with rel=opener.',
    seen: 'derived: HTML Living Standard, link type opener; RFC 6749 10.11',
    also,
    unlike: {
      'opens-links-in-a-named-window': 'The window has no name, and the page of an error has no form: only its address can be changed.',
    },
    authorization: {
      findClient: (call) => {
        try {
          return authorization.findClient(call)
        } catch (error) {
          if (!(error instanceof PageError)) throw error
          return withLink(errorPage(error.status, error.message), 'target="_blank" rel="opener"')
        }
      },
    },
  },
} satisfies Record<string, Fault>
