/** A text as it reads after decoding, with the way back: character `i` came from the source's `from[i]` up to `from[i + 1]`. */
export interface Decoding {
  text: string
  from: Uint32Array
  /** Which decoders were applied, outermost first: empty for the source itself. */
  by: readonly Encoding[]
}

export type Encoding = 'percent' | 'json' | 'html'

/** One escape sequence: which characters it yields and how many it takes. */
interface Unescaped {
  text: string
  length: number
}
type Unescape = (text: string, at: number) => Unescaped | undefined

const deepest = 3

/** What was read last: a text is searched for what names a secret, and then for secrets. */
const recent: { source: string; views: readonly Decoding[] }[] = []

/** The source and every reading of it through percent, JSON and HTML decoding, in any order, up to three deep; each text once. */
export function decodings(source: string): readonly Decoding[] {
  const known = recent.find((one) => one.source === source)
  if (known) return known.views
  const views = readings(source)
  // Texts that need no decoding are read anew at once, and those that fill the memory are not kept.
  if (views.length > 1 && source.length < 65_536) {
    recent.push({ source, views })
    if (recent.length > 8) recent.shift()
  }
  return views
}

function readings(source: string): Decoding[] {
  const found: Decoding[] = [{ text: source, from: unmoved(source.length), by: [] }]
  const seen = new Set([source])
  for (const view of found) {
    if (view.by.length === deepest) continue
    for (const encoding of encodings) {
      const next = decode(view, encoding)
      if (!next || seen.has(next.text)) continue
      seen.add(next.text)
      found.push(next)
    }
  }
  return found
}

let places = new Uint32Array(0)

/** Each place is its own: one array serves every source. */
function unmoved(length: number): Uint32Array {
  if (places.length <= length) places = Uint32Array.from({ length: 2 * length + 1024 }, (_, i) => i)
  return places.subarray(0, length + 1)
}

/** A text read through one decoder. */
export function decodeText(text: string, encoding: Encoding): string {
  if (!text.includes(decoders[encoding].sign)) return text
  const from = new Uint32Array(text.length + 1)
  return decode({ text, from, by: [] }, encoding)?.text ?? text
}

function decode(view: Decoding, encoding: Encoding): Decoding | undefined {
  const { sign, read } = decoders[encoding]
  const { text } = view
  let at = text.indexOf(sign)
  if (at < 0) return undefined
  const parts: string[] = []
  const from = new Uint32Array(text.length + 1)
  let copied = 0
  let length = 0
  const copyTo = (end: number) => {
    parts.push(text.slice(copied, end))
    from.set(view.from.subarray(copied, end), length)
    length += end - copied
  }
  for (; at >= 0; at = text.indexOf(sign, Math.max(at + 1, copied))) {
    const unescaped = read(text, at)
    if (!unescaped) continue
    copyTo(at)
    from.fill(view.from[at]!, length, length + unescaped.text.length)
    parts.push(unescaped.text)
    length += unescaped.text.length
    copied = at + unescaped.length
  }
  if (copied === 0) return undefined
  copyTo(text.length)
  from[length] = view.from[text.length]!
  return { text: parts.join(''), from: from.subarray(0, length + 1), by: [...view.by, encoding] }
}

function hexByte(text: string, at: number): number {
  const hex = text.slice(at + 1, at + 3)
  return text[at] === '%' && /^[0-9a-f]{2}$/i.test(hex) ? Number.parseInt(hex, 16) : -1
}

/** A UTF-8 sequence, or a lone byte as the Latin-1 character it may have been meant as. */
const percent: Unescape = (text, at) => {
  const first = hexByte(text, at)
  if (first < 0) return undefined
  if (first < 0x80) return { text: String.fromCharCode(first), length: 3 }
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  for (let i = 1; i < length; i += 1) if ((hexByte(text, at + 3 * i) & 0xc0) !== 0x80) return lone(first)
  try {
    return { text: decodeURIComponent(text.slice(at, at + 3 * length)), length: 3 * length }
  } catch {
    return lone(first)
  }
}
const lone = (byte: number): Unescaped => ({ text: String.fromCharCode(byte), length: 3 })

const jsonShort: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', "'": "'", b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** JSON's escapes, and `\xXX` and `\'` of script. */
const json: Unescape = (text, at) => {
  const next = text[at + 1] ?? ''
  const hex = next === 'u' ? text.slice(at + 2, at + 6) : next === 'x' ? text.slice(at + 2, at + 4) : ''
  if (hex.length === (next === 'u' ? 4 : 2) && /^[0-9a-f]+$/i.test(hex)) {
    return { text: String.fromCharCode(Number.parseInt(hex, 16)), length: 2 + hex.length }
  }
  const short = jsonShort[next]
  return short === undefined ? undefined : { text: short, length: 2 }
}

const asciiNames =
  'amp & AMP & lt < LT < gt > GT > quot " QUOT " apos \' plus + equals = sol / bsol \\ period . comma , colon : semi ; excl ! quest ? num # dollar $ percnt % ast * midast * lpar ( rpar ) commat @ lsqb [ lbrack [ rsqb ] rbrack ] Hat ^ lowbar _ UnderBar _ grave ` lcub { lbrace { rcub } rbrace } verbar | vert | lsaquo ‹ rsaquo › Tab \t NewLine \n'
const latin1Names =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
const ascii = asciiNames.split(' ')
const names = new Map<string, string>([
  ...ascii.flatMap((name, i): [string, string][] => (i % 2 === 0 ? [[name, ascii[i + 1]!]] : [])),
  ...latin1Names.split(' ').map((name, i): [string, string] => [name, String.fromCharCode(0xa0 + i)]),
])

/** Numeric character references, and the names of ASCII and Latin-1 characters (HTML 13.5). */
const html: Unescape = (text, at) => {
  const reference = /^&(?:#[xX]([0-9a-fA-F]{1,8})|#([0-9]{1,9})|([A-Za-z][A-Za-z0-9]{1,9}));?/.exec(text.slice(at, at + 14))
  if (!reference) return undefined
  const [whole, hex, decimal, name] = reference
  if (name === undefined) {
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return { text: point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point), length: whole.length }
  }
  const known = whole.endsWith(';') ? names.get(name) : undefined
  if (known !== undefined) return { text: known, length: whole.length }
  const legacy = /^(?:amp|lt|gt|quot)/.exec(name)?.[0]
  return legacy === undefined ? undefined : { text: names.get(legacy)!, length: 1 + legacy.length }
}

const decoders: Record<Encoding, { sign: string; read: Unescape }> = {
  percent: { sign: '%', read: percent },
  json: { sign: '\\', read: json },
  html: { sign: '&', read: html },
}
const encodings: readonly Encoding[] = ['percent', 'json', 'html']

/** The escape `·` as it must be written in the source to be read after these decoders. */
export function escapeFor(by: readonly Encoding[]): string {
  return by.reduceRight((written, encoding) => encoders[encoding](written), '·')
}
const encoders: Record<Encoding, (text: string) => string> = {
  percent: encodeURIComponent,
  json: (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  html: (text) => text.replace(/&/g, '&amp;').replace(/[^\x20-\x7e]/g, (c) => `&#${c.charCodeAt(0)};`),
}
