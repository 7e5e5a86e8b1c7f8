import { isRedirectUri, isScope } from '../../config/words.ts'
import { exitCodes } from '../../gate/gate.ts'
import { printable } from '../../report/printable.ts'
import { CliError } from '../failure.ts'

/** What only the server's owner knows, as it was given on the command line. */
export interface Given {
  clientId?: string
  redirectUri?: string[]
  scope?: string
  user?: string
  /** The client has no secret. */
  public?: boolean
  /** Takes defaults for whatever was not given. */
  yes?: boolean
}

/** What only the server's owner knows. */
export interface Answers {
  clientId: string
  confidential: boolean
  redirectUris: string[]
  scopes: string[]
  user: string
  /** Flags of what nobody said. */
  assumed: string[]
}

/** Puts a question to a person; resolves with what was typed. */
export type Ask = (question: string) => Promise<string>

interface Question {
  flag: string
  text: string
  /** Taken by an empty line, and by --yes. */
  usual: string
  /** Whether a run has to know it. */
  due: boolean
  check(value: string): string | undefined
}

const filled = (value: string): string | undefined => (value === '' ? 'something has to stand here' : undefined)
const listed = (scopes: readonly string[]): string =>
  scopes.length === 0 ? '' : ` (the server lists ${printable(scopes.slice(0, 12).join(' '), 200)})`
const wordsOf = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean)

const questions = (isPublic: boolean, offered: readonly string[]) =>
  ({
    clientId: {
      flag: '--client-id',
      text: 'client_id of a client that is registered for tests',
      usual: 'grantproof',
      due: true,
      check: filled,
    },
    redirectUri: {
      flag: '--redirect-uri',
      text: 'its redirect_uris, exactly as registered (they are never requested)',
      usual: isPublic ? 'http://127.0.0.1/callback' : 'https://client.example/callback',
      due: true,
      check: (value) =>
        wordsOf(value).length > 0 && wordsOf(value).every(isRedirectUri) ? undefined : 'an absolute URI without a fragment is expected',
    },
    scope: {
      flag: '--scope',
      text: `scopes that it may be granted, with spaces between; nothing for none${listed(offered)}`,
      usual: '',
      due: false,
      check: (value) => (wordsOf(value).every(isScope) ? undefined : 'a scope has no quotes and backslashes (RFC 6749 3.3)'),
    },
    user: { flag: '--user', text: 'user name of somebody who exists for tests', usual: 'alice', due: true, check: filled },
  }) satisfies Record<string, Question>

/** Throws for what was given and cannot be right. */
export function checkGiven(given: Given): void {
  const said = saidOf(given)
  for (const [key, { flag, text, check }] of Object.entries(questions(given.public ?? false, []))) {
    const value = said[key as keyof typeof said]
    const wrong = value === undefined ? undefined : check(value)
    if (wrong !== undefined) throw new CliError(exitCodes.usage, `${flag}: ${wrong}`, [text])
  }
}

const saidOf = ({ clientId, redirectUri, scope, user }: Given) => ({ clientId, redirectUri: redirectUri?.join(' '), scope, user })

/** Gathers what was given, which `checkGiven` has let through, what a person answers, and what is usual. Without a person and without --yes nothing that is due may be missing.
 *  `offered`: scopes that the server's metadata lists. */
export async function gather(given: Given, ask: Ask | undefined, offered: readonly string[] = []): Promise<Answers> {
  const isPublic = given.public ?? (ask && !given.yes ? await isPublicClient(ask) : false)
  const all = questions(isPublic, offered)
  const said = saidOf(given)
  const open = Object.entries(all).flatMap(([key, { due, flag }]) => (due && said[key as keyof typeof all] === undefined ? [flag] : []))
  if (open.length > 0 && !ask && !given.yes) throw lacking(open)
  const answer = (key: keyof typeof all) => answered(all[key], said[key], given.yes ? undefined : ask)
  const clientId = await answer('clientId')
  const redirectUris = wordsOf(await answer('redirectUri'))
  const scopes = wordsOf(await answer('scope'))
  const user = await answer('user')
  return { clientId, redirectUris, scopes, user, confidential: !isPublic, assumed: given.yes ? open : [] }
}

async function isPublicClient(ask: Ask): Promise<boolean> {
  for (let hint = ''; ; hint = 'y or n is expected\n') {
    const typed = (await ask(`${hint}Has the client a secret? [Y/n] `)).trim()
    if (/^(?:y|yes)?$/i.test(typed)) return false
    if (/^no?$/i.test(typed)) return true
  }
}

async function answered({ text, usual, check }: Question, said: string | undefined, ask: Ask | undefined): Promise<string> {
  if (said !== undefined) return said
  if (!ask) return usual
  for (let hint = ''; ; ) {
    const typed = (await ask(`${hint}${text}${usual === '' ? '' : ` [${usual}]`}: `)).trim() || usual
    const wrong = check(typed)
    if (wrong === undefined) return typed
    hint = `${wrong}\n`
  }
}

const lacking = (flags: readonly string[]): CliError =>
  new CliError(exitCodes.usage, `there is no terminal to ask at, and this is missing: ${flags.join(', ')}`, [
    'give each of them, or --yes for usual values that are to be changed in the file',
  ])
