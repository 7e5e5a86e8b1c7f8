import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { exitCodes } from '../../gate/gate.ts'
import type { BrowserCookie } from '../../http/set-cookie.ts'
import { safeName } from '../../report/paths.ts'
import { CliError } from '../failure.ts'

/** Whose session it is, and at which server. */
export interface Whose {
  issuer: string
  /** In the configuration: `alice`. */
  user: string
  username: string
}

/** A session as it is kept. */
export interface Kept extends Whose {
  keptAt: string
  cookies: BrowserCookie[]
}

type Environment = Readonly<Record<string, string | undefined>>

/** Where a session is kept: among the state of this account (XDG Base Directory), far from any repository. */
export function fileOf({ issuer, user, username }: Whose, environment: Environment = process.env): string {
  const { XDG_STATE_HOME: state, LOCALAPPDATA: local } = environment
  const usual = process.platform === 'win32' && local ? local : join(homedir(), '.local', 'state')
  const digest = createHash('sha256')
    .update(JSON.stringify([issuer, user, username]))
    .digest('hex')
    .slice(0, 12)
  const name = `${safeName(new URL(issuer).host)}-${safeName(user)}-${digest}.json`
  return join(state && isAbsolute(state) ? state : usual, 'grantproof', 'sessions', name)
}

/** Writes a session so that nobody but this account can read it, and git takes it nowhere. Returns the file. */
export function keep(session: Kept): string {
  const file = fileOf(session)
  const beside = `${file}.${randomUUID()}`
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    chmodSync(dirname(file), 0o700)
    writeFileSync(join(dirname(file), '.gitignore'), '*\n')
    writeFileSync(beside, `${JSON.stringify(session, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    renameSync(beside, file)
    return file
  } catch (error) {
    rmSync(beside, { force: true })
    throw new CliError(exitCodes.usage, `the session cannot be kept in ${file} (${codeOf(error)})`, [
      'XDG_STATE_HOME names another folder for what this account keeps',
    ])
  }
}

/** The session that is kept, or undefined. */
export function kept(whose: Whose): Kept | undefined {
  const file = fileOf(whose)
  const text = readOwn(file)
  if (text === undefined) return undefined
  const session = parsed(text)
  if (!session) throw new CliError(exitCodes.usage, `${file} holds no session of grantproof`, ['grantproof login writes it anew'])
  return session
}

/** Removes a session, and says whether there was one. */
export function forget(whose: Whose): boolean {
  const file = fileOf(whose)
  const was = statSync(file, { throwIfNoEntry: false }) !== undefined
  rmSync(file, { force: true })
  return was
}

/** A file that others may read may have been read. */
function readOwn(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) return undefined
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new CliError(exitCodes.usage, `${file} holds a session and may be read by others, so it is not used`, [
      `chmod 600 ${file}, or grantproof login for another session`,
    ])
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new CliError(exitCodes.usage, `${file} cannot be read (${codeOf(error)})`, ['grantproof login writes it anew'])
  }
}

function parsed(text: string): Kept | undefined {
  try {
    const session = JSON.parse(text) as Partial<Kept> | null
    return Array.isArray(session?.cookies) && session.cookies.every(isCookie) ? (session as Kept) : undefined
  } catch {
    return undefined
  }
}

function isCookie(cookie: Partial<BrowserCookie> | null): boolean {
  const texts = [cookie?.name, cookie?.value, cookie?.domain, cookie?.path]
  return texts.every((text) => typeof text === 'string' && !/[\r\n\0;]/.test(text)) && typeof cookie?.expires === 'number'
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown error'
