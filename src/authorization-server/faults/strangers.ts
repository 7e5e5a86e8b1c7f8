import { changedSignIn, withMore } from './changed-page.ts'
import type { Fault } from './fault.ts'

/** The sign-in page with something more, and with another policy for the Referer if one is given. */
const signInWith = (markup: string, referrer?: string) =>
  changedSignIn((page) => {
    const { headers, ...more } = withMore(page, markup)
    return { ...more, headers: { ...headers, ...(referrer !== undefined && { 'referrer-policy': referrer }) } }
  })

const logo = '<img src="http://cdn.example/logo.png" alt="">'

export const strangerFaults = {
  'loads-a-logo-from-elsewhere': {
    summary: 'Loads a picture from another site on the sign-in page, and tells it nothing.',
    seen: 'derived: RFC 9700 4.2.4',
    ...signInWith(logo),
  },
  'tells-others-the-address-of-the-page': {
    summary: 'Loads a picture from another site on the sign-in page, and tells it the address of the page.',
    seen: 'derived: RFC 9700 4.2.1, 4.2.4',
    unlike: { 'loads-a-logo-from-elsewhere': 'The Referer has the whole request in it.' },
    ...signInWith(logo, 'unsafe-url'),
  },
  'links-elsewhere-with-the-address-of-the-page': {
    summary: 'Links to another site on the sign-in page, and tells it the address of the page once the link is followed.',
    seen: 'derived: RFC 9700 4.2.1, 4.2.4',
    unlike: { 'loads-a-logo-from-elsewhere': 'Nothing is told before somebody follows the link, and then the whole request.' },
    ...signInWith('<a href="http://help.example/">Help</a>', 'unsafe-url'),
  },
} satisfies Record<string, Fault>
