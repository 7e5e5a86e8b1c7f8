import { type Decoding, decodeText, decodings } from './decodings.ts'
import { htmlInputs } from './html-inputs.ts'
import { holdsMark } from './marks.ts'
import { cookieSecret, inputSecret, kindOf, mayBeSecret, type Secret, secretByName, secretMember } from './secret-names.ts'
import { isJwt, isRandomLooking } from './words.ts'

/** A secret that a message gave away, and where. Without a place it was found by decoding: credentials within `Basic`. */
export interface Found extends Secret {
  at?: [start: number, end: number]
  /** As it stands in a URL. */
  inUrl?: string
}

/** How a text is to be read. */
export interface Reading {
  /** The whole text is one URL or one form: only `&`, `#` and white space end a value. */
  pairs?: boolean
  /** Our own text: what holds a mark is closed already. */
  ours?: boolean
  /** Values that must stay readable. */
  isPublic: (value: string) => boolean
  /** Header fields that held no secret when they came before: most come with every message. What becomes public makes none of them a secret. */
  quiet: Set<string>
}

/** Secrets in any text, by name and by shape, in every encoding: parameters, members of JSON or script, inputs of pages, JWTs. No two overlap. */
export function secretsIn(text: string, how: Reading): Found[] {
  if (!mayHoldSecret.test(text)) return []
  const found: Found[] = []
  for (const view of decodings(text)) {
    for (const { start, end, ...secret } of candidates(view, how)) {
      if (how.ours && holdsMark(secret.value)) continue
      const at: [number, number] = [view.from[start]!, view.from[end]!]
      const inUrl = secret.inUrl === undefined || view.by.length > 0 ? {} : { inUrl: text.slice(...at) }
      found.push({ kind: secret.kind, value: secret.value, fieldOnly: secret.fieldOnly, at, ...inUrl })
    }
  }
  return withoutOverlaps(found)
}

/** What every name with a value, every JWT and every encoding has: most header fields have none of it. */
const mayHoldSecret = /[=:%\\&<]|e[yw]/

/** Secrets in one header field, of requests and responses alike: credentials, cookies, proofs, and whatever text and URLs hold. */
export function secretsInHeader(name: string, value: string, how: Reading): Found[] {
  const field = `${how.ours === true ? 'ours' : 'theirs'} ${name}: ${value}`
  if (how.quiet.has(field)) return []
  const found = inField(name.toLowerCase(), value, how)
  if (found.length === 0 && field.length < longestQuiet && how.quiet.size < mostQuiet) how.quiet.add(field)
  return found
}

const longestQuiet = 1024
const mostQuiet = 2048

function inField(key: string, value: string, how: Reading): Found[] {
  const all =
    key === 'set-cookie'
      ? setCookie(value, how)
      : key === 'cookie'
        ? cookies(value, how)
        : (field(key, value, how) ?? secretsIn(value, { ...how, pairs: isUrlField(key) }))
  return how.ours ? all.filter((found) => !holdsMark(found.value)) : all
}

const isUrlField = (key: string): boolean => key === 'location' || key === 'content-location' || key === 'referer'

interface Candidate extends Secret {
  start: number
  end: number
  inUrl?: string
}

function* candidates({ text }: Decoding, how: Reading): Generator<Candidate> {
  yield* parameters(text, how)
  yield* members(text, how)
  yield* jwts(text)
  for (const input of htmlInputs(text)) {
    const secret = inputSecret(input, how.isPublic)
    if (secret) yield { ...secret, start: input.start, end: input.end }
  }
}

const pairsOfUrl = { name: /[^=&#?\s;]/, behind: /[?&#;\s]/, value: /[^&#\s]*/y }
const pairsOfText = { name: /[\w.~%-]/, behind: /[?&#;\s"'(<>/]/, value: /(?!["'])[^&#\s"'<>\\)]*/y }

/** `name=value` of queries, fragments and forms. A value that is no secret may itself hold a URL, so the search goes on within it. */
function* parameters(text: string, how: Reading): Generator<Candidate> {
  const { name, behind, value } = how.pairs ? pairsOfUrl : pairsOfText
  let effort = 8 * text.length
  for (let at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1)) {
    const start = at + 1
    const from = startOfWord(text, at, name)
    if (from > 0 && !behind.test(text[from - 1]!)) continue
    const key = formDecoded(text.slice(from, at))
    if (!mayBeSecret(key)) continue
    value.lastIndex = start
    const written = value.exec(text)?.[0] ?? ''
    effort -= written.length
    // Names within values within values would take forever: a text like that is closed as a whole.
    const secret =
      effort < 0 ? { kind: 'parameter', value: written, fieldOnly: true } : secretByName(key, formDecoded(written), how.isPublic)
    if (!secret) continue
    at += written.length
    yield { ...secret, start, end: start + written.length, inUrl: written }
  }
}

/** Where the word that ends at `end` begins; names have 64 characters at most. */
function startOfWord(text: string, end: number, part: RegExp): number {
  let start = end
  while (start > 0 && end - start < 64 && part.test(text[start - 1]!)) start -= 1
  return start
}

const formDecoded = (text: string): string => decodeText(text.replaceAll('+', ' '), 'percent')

/** `"name": "value"` of JSON, and what script and XML write alike, even where the text was cut. */
function* members(text: string, how: Reading): Generator<Candidate> {
  for (const { 0: opening, 1: quote, index } of text.matchAll(/[:=]\s{0,20}(["'])/g)) {
    const name = memberName(text, index)
    if (!mayBeSecret(name)) continue
    const start = index + opening.length
    const end = endOfString(text, start, quote!)
    const secret = secretMember(name, decodeText(text.slice(start, end), 'json'), how.isPublic)
    if (secret) yield { ...secret, start, end }
  }
}

/** The name before a colon or equals sign, with or without quotes. */
function memberName(text: string, before: number): string {
  let end = before
  while (end > 0 && before - end < 20 && /\s/.test(text[end - 1]!)) end -= 1
  if (text[end - 1] === '"' || text[end - 1] === "'") end -= 1
  return text.slice(startOfWord(text, end, /[\w.-]/), end)
}

function endOfString(text: string, start: number, quote: string): number {
  let at = start
  while (at < text.length && text[at] !== quote && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1
  return Math.min(at, text.length)
}

/** Only so many beginnings of a JWT are tried in one run of its characters: a hostile text repeats them. */
const beginnings = 8
const compactJwt = /[\w-]+\.[\w-]+\.[\w-]*(?:\.[\w-]+\.[\w-]+)?/y
const run = /[\w.-]*/y

/** Where base64url of `{"`, or of `{` and white space, begins. */
function* jwts(text: string): Generator<Candidate> {
  let runEnd = 0
  let tried = 0
  let taken = 0
  for (const { index } of text.matchAll(/e(?:y[AIJ]|w[0ko])/g)) {
    if (index >= runEnd) {
      tried = 0
      run.lastIndex = index
      runEnd = index + run.exec(text)![0].length
    }
    tried += 1
    if (index < taken || tried > beginnings) continue
    compactJwt.lastIndex = index
    const token = compactJwt.exec(text)?.[0]
    if (token === undefined || !isJwt(token)) continue
    taken = index + token.length
    yield { kind: 'jwt', value: token, fieldOnly: false, start: index, end: taken }
  }
}

/** The longest reading of a place is the right one: a shorter took an escape for an end. Of equals the first, which decoded least.
 *  A token within another secret is learnt too. */
function withoutOverlaps(found: Found[]): Found[] {
  const kept: Found[] = []
  const values = new Set<string>()
  let end = -1
  for (const next of [...found].sort((a, b) => a.at![0] - b.at![0] || b.at![1] - a.at![1])) {
    const { at, ...secret } = next
    if (at![1] > end) kept.push(next)
    else if (next.kind === 'jwt' && !values.has(next.value)) kept.push(secret)
    values.add(next.value)
    end = Math.max(end, at![1])
  }
  return kept
}

function setCookie(text: string, how: Reading): Found[] {
  const pair = /^[^;]*/.exec(text)![0]
  return cookie(pair, 0, how)
}

function cookies(text: string, how: Reading): Found[] {
  return [...text.matchAll(/[^;]+/g)].flatMap(({ 0: pair, index }) => cookie(pair, index, how))
}

/** One `name=value` (RFC 6265 5.2); without `=` the whole is the value. */
function cookie(pair: string, offset: number, how: Reading): Found[] {
  const after = pair.indexOf('=') + 1
  const value = pair.slice(after).trim()
  if (value === '') return []
  const start = offset + after + (pair.length - after - pair.slice(after).trimStart().length)
  const within: Found[] = secretsIn(value, how).map(({ at: _, ...secret }) => secret)
  const [, unquoted] = /^"(.+)"$/.exec(value) ?? []
  if (unquoted) within.push(cookieSecret(unquoted, how.isPublic))
  return [{ ...cookieSecret(value, how.isPublic), at: [start, start + value.length] }, ...within]
}

const credentialFields = new Set(['authorization', 'proxy-authorization'])

function field(key: string, value: string, how: Reading): Found[] | undefined {
  if (credentialFields.has(key)) return credentials(value)
  if (key === 'dpop') return value === '' ? [] : [{ kind: 'dpop_proof', value, fieldOnly: false, at: [0, value.length] }]
  const named = secretByName(key.replaceAll('-', '_'), value, how.isPublic)
  if (named) return [{ ...named, at: [0, value.length] }]
  return /(?:^|-)(?:api-?key|secret|token|auth)$/.test(key) && isRandomLooking(value)
    ? [{ kind: kindOf(key), value, fieldOnly: false, at: [0, value.length] }]
    : undefined
}

/** `Authorization` (RFC 9110 11.6.2): the scheme stays, the rest is secret; of `Basic` also the password within, which base64 hides. */
function credentials(text: string): Found[] {
  const [, before = '', value = ''] = /^(\s*(?:[^\s]+\s+)?)(.*)$/s.exec(text)!
  if (value === '') return []
  const scheme = before.trim().toLowerCase()
  const kind = scheme === 'basic' ? 'basic' : scheme === 'bearer' || scheme === 'dpop' ? 'access_token' : 'authorization'
  const whole: Found = { kind, value, fieldOnly: false, at: [before.length, text.length] }
  return scheme === 'basic' ? [whole, ...basicPassword(value)] : [whole]
}

function basicPassword(base64: string): Found[] {
  const decoded = Buffer.from(base64, 'base64').toString('utf8')
  const value = decoded.slice(decoded.indexOf(':') + 1)
  if (!decoded.includes(':') || value === '') return []
  return [...new Set([value, formDecoded(value)])].map((password) => ({ kind: 'client_secret', value: password, fieldOnly: false }))
}
