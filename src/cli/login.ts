import { chooseTarget, loadConfig, readTarget, resolveTarget } from '../config/index.ts'
import { exitCodes } from '../gate/gate.ts'
import type { BrowserCookie } from '../http/set-cookie.ts'
import type { Target } from '../target/target.ts'
import type { Landing } from '../user-agent/landing.ts'
import { where } from '../verify/index.ts'
import { CliError } from './failure.ts'
import { fetchJson } from './fetch-json.ts'
import { type Left, shown } from './login/shown.ts'
import { fileOf, forget, keep, type Whose } from './login/store.ts'
import { tried } from './login/tried.ts'
import { needsDisplay } from './login/window.ts'
import { type Named, namedBy, optionsOf } from './login/with-kept-sessions.ts'

export interface LoginOptions {
  config?: string
  target?: string
  user?: string
  forget?: boolean
  timeout: number
}

/** Lets a person sign in, and keeps the session for runs at which nobody is there. */
export async function login(options: LoginOptions): Promise<number> {
  const loaded = await loadConfig({ cwd: process.cwd(), file: options.config })
  const { config, dir } = loaded
  const { name, target: written } = chooseTarget(config, options.target)
  if (options.forget && written.issuer !== undefined)
    return forgotten(whoseOf({ issuer: written.issuer, users: readTarget(config, { name, dir }).users }, options.user))
  const target = await resolveTarget(config, { name, dir, fetchJson })
  const whose = whoseOf(target, options.user)
  if (options.forget) return forgotten(whose)
  needsDisplay(target, fileOf(whose))
  const { left, cookies } = await shown(target, whose.username, options.timeout)
  const landing = cookies.length > 0 ? await tried(target, whose.user, cookies) : undefined
  if (!landing || landing.by_hand) throw notSignedIn(whose, left, landing !== undefined)
  const file = keep({ ...whose, keptAt: new Date().toISOString(), cookies })
  process.stdout.write(`kept: the session of ${whose.user}, for ${hostsOf(cookies)}, in ${file}, which only this account can read\n`)
  return concluded(landing, whose, namedBy(loaded, name))
}

function whoseOf({ issuer, users }: Pick<Target, 'issuer' | 'users'>, user = Object.keys(users)[0] ?? ''): Whose {
  const known = users[user]
  if (!known)
    throw new CliError(exitCodes.usage, `there is no user "${user}"`, [`the configuration names ${Object.keys(users).join(', ')}`])
  return { issuer, user, username: known.username }
}

function forgotten(whose: Whose): number {
  const was = forget(whose)
  process.stdout.write(
    was ? `forgotten: the session of ${whose.user}; ${fileOf(whose)} is gone\n` : `no session of ${whose.user} was kept\n`,
  )
  return exitCodes.clean
}

const hostsOf = (cookies: readonly BrowserCookie[]): string =>
  [...new Set(cookies.map(({ domain }) => domain.replace(/^\./, '')))].join(', ')

const ends: Readonly<Record<Exclude<Left['by'], 'no page'>, string>> = {
  answered: 'the server answered',
  closed: 'the window was closed',
  said: 'you ended it',
  late: 'the time was over',
}

function notSignedIn({ user }: Whose, left: Left, hadCookies: boolean): CliError {
  if (left.by === 'no page')
    return new CliError(exitCodes.notReady, `the window could not show the server: ${left.why}`, [
      'grantproof doctor looks at its name, connection and certificate',
    ])
  const met = hadCookies ? `the server asks ${user} to sign in again` : "no cookie of the server's own hosts was there"
  return new CliError(exitCodes.notReady, `nothing was kept: ${ends[left.by]}, and ${met}`, [
    'sign in until the window closes by itself; --timeout gives more time',
    'a server whose pages are on another host: name that in `origins`, so that its cookies are kept too',
    'a server that ties a session to one connection or device lets nobody else use it: give the tests a user with a password alone',
  ])
}

/** Tells whether the session, sent without the window, brings a code. */
function concluded(landing: Landing, { user }: Whose, named: Named): number {
  if (landing.at === 'redirect_uri' && landing.code) {
    process.stdout.write(
      `tried: the server gives a code, and does not ask ${user} to sign in\n\nNext\n  grantproof run${optionsOf(named)}\n`,
    )
    return exitCodes.clean
  }
  throw new CliError(exitCodes.notReady, `an honest authorization request in that session gave no code: ${where(landing)}`, [
    'grantproof doctor says more of it',
  ])
}
