import { type Decoding, decodeText, decodings } from './decodings.ts'
import { htmlInputs } from './html-inputs.ts'
import { holdsMark } from './marks.ts'
import { cookieSecret, inputSecret, kindOf, type Secret, secretByName, secretMember } from './secret-names.ts'
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
}

/** Secrets in any text, by name and by shape, in every encoding: parameters, members of JSON or script, inputs of pages, JWTs. No two overlap. */
export function secretsIn(text: string, how: Reading): Found[] {
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

/** Secrets in one header field, of requests and responses alike: credentials, cookies, proofs, and whatever text and URLs hold. */
export function secretsInHeader(name: string, value: string, how: Reading): Found[] {
  const key = name.toLowerCase()
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

const pairsOfUrl = { name: /(?<![^?&#;\s])([^=&#?\s]{1,64})=/g, value: /[^&#\s]*/y }
const pairsOfText = { name: /(?<![^?&#;\s"'(<>/])([\w.~%-]{1,64})=(?!["'])/g, value: /[^&#\s"'<>\\)]*/y }

/** `name=value` of queries, fragments and forms. A value may itself hold a URL, so the search goes on within it. */
function* parameters(text: string, how: Reading): Generator<Candidate> {
  const { name, value } = how.pairs ? pairsOfUrl : pairsOfText
  for (const found of text.matchAll(name)) {
    const start = found.index + found[0].length
    value.lastIndex = start
    const written = value.exec(text)![0]
    const secret = secretByName(formDecoded(found[1]!), formDecoded(written), how.isPublic)
    if (secret) yield { ...secret, start, end: start + written.length, inUrl: written }
  }
}

const formDecoded = (text: string): string => decodeText(text.replaceAll('+', ' '), 'percent')

const memberName = /(?<![\w.-])(["']?)([A-Za-z_][\w.-]{0,63})\1\s{0,20}[:=]\s{0,20}(["'])/g

/** `"name": "value"` of JSON, and what script and XML write alike, even where the text was cut. */
function* members(text: string, how: Reading): Generator<Candidate> {
  for (const { 0: opening, 2: name, 3: quote, index } of text.matchAll(memberName)) {
    const start = index + opening.length
    const end = endOfString(text, start, quote!)
    const secret = secretMember(name!, decodeText(text.slice(start, end), 'json'), how.isPublic)
    if (secret) yield { ...secret, start, end }
  }
}

function endOfString(text: string, start: number, quote: string): number {
  let at = start
  while (at < text.length && text[at] !== quote && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1
  return Math.min(at, text.length)
}

/** Only so many beginnings of a JWT are tried in one run of its characters: a hostile text repeats them. */
const beginnings = 8

function* jwts(text: string): Generator<Candidate> {
  for (const { 0: run, index } of text.matchAll(/[\w.-]{20,}/g)) {
    let at = -1
    for (let tried = 0; tried < beginnings; tried += 1) {
      at = nextBeginning(run, at + 1)
      if (at < 0) break
      const token = /^[\w-]+\.[\w-]+\.[\w-]*(?:\.[\w-]+\.[\w-]+)?/.exec(run.slice(at))?.[0]
      if (token === undefined || !isJwt(token)) continue
      yield { kind: 'jwt', value: token, fieldOnly: false, start: index + at, end: index + at + token.length }
      at += token.length
    }
  }
}

/** Where base64url of `{"`, or `{` and white space, begins. */
function nextBeginning(run: string, from: number): number {
  const next = run.slice(from).search(/e(?:y[AIJ]|w[0ko])/)
  return next < 0 ? -1 : from + next
}

/** The longest reading of a place is the right one: a shorter took an escape for an end. Of equals the first, which decoded least.
 *  A token within another secret is learnt too. */
function withoutOverlaps(found: Found[]): Found[] {
  const kept: Found[] = []
  let end = -1
  for (const next of [...found].sort((a, b) => a.at![0] - b.at![0] || b.at![1] - a.at![1])) {
    const { at, ...secret } = next
    if (at![1] > end) kept.push(next)
    else if (next.kind === 'jwt' && !kept.some(({ value }) => value === next.value)) kept.push(secret)
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
  const within = secretsIn(value, how).map(({ at: _, ...secret }) => secret)
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
