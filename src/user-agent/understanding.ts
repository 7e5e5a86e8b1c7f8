import { resolveUrl } from '../http/message.ts'
import { type Control, destination, type Form, type Overrides, successfulControls } from './form.ts'
import { isInside } from './origin.ts'
import type { Page } from './page.ts'

/** What a browser sends when a page is answered. */
export interface Submission {
  method: 'GET' | 'POST'
  url: string
  fields: [string, string][]
  /** Other than `application/x-www-form-urlencoded`, for POST. */
  enctype?: string
}

export interface Understanding {
  kind:
    | 'sign_in'
    | 'consent'
    | 'continue'
    | 'error'
    | 'captcha'
    | 'needs_script'
    | 'password_change'
    | 'second_factor'
    | 'sign_out'
    | 'unknown'
  /** How to answer; absent where there is no answer. */
  submit?: Submission
  /** For `sign_in`: only the user name is asked for, the password comes later. */
  part?: 'identifier'
  /** For `continue`: nobody has to press anything. */
  byItself?: true
  /** For `sign_out`: the page offers more than one way to do it, or has boxes, so that another answer may end more. */
  choice?: true
  /** What was met, in words that fit behind "the page ". */
  why: string
}

/** Whom a page is answered for, and how. */
export interface Asking {
  user: string
  /** A mark, or the password itself. */
  password: string
  purpose: 'approve' | 'deny'
  /** Nothing is ever submitted to any other origin. */
  origins: readonly string[]
  /** Values of scope boxes that this user takes away. */
  untick?: readonly string[]
  /** The user wants to sign out, and nothing else. */
  signingOut?: true
  /** The status that the page came with. */
  status?: number
}

/** What a user does to a page so that a browser sends the submission: which controls get which values, and what is pressed then. */
export interface Deeds {
  form: Form
  overrides: Overrides
  submitter?: Control | undefined
}

const deeds = new WeakMap<Submission, Deeds>()

/** The deeds behind a submission; none behind one that follows a link, or that somebody else made. */
export const deedsOf = (submit: Submission): Deeds | undefined => deeds.get(submit)

/** The submission of a form, unless it goes outside the origins or cannot be sent. `pressed`: the button of it that runs a script. */
export function submission(
  page: Page,
  form: Form,
  origins: readonly string[],
  overrides?: Overrides,
  submitter?: Control,
  pressed: Control | undefined = submitter,
): Submission | undefined {
  const { url, method, enctype } = destination(form, submitter, (reference) => resolveUrl(reference, page.url))
  if (url === undefined || method === 'DIALOG' || !isInside(url, origins)) return undefined
  const fields = successfulControls(form, overrides, submitter)
  const other = method === 'POST' && enctype !== '' && enctype !== 'application/x-www-form-urlencoded'
  const target = url.split(method === 'GET' ? /[?#]/ : '#')[0]!
  const made: Submission = { method, url: target, fields, ...(other ? { enctype } : {}) }
  deeds.set(made, { form, overrides: overrides ?? new Map(), submitter: pressed })
  return made
}

/** Following a link or a navigation. */
export const following = (url: string): Submission => ({ method: 'GET', url, fields: [] })
