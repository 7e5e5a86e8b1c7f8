/** How the value's characters may be written before something encodes them further: as they are, percent- and form-encoded, in JSON. */
function spellings(value: string): ReadonlySet<string> {
  if (/^[\w.-]*$/.test(value)) return new Set([value])
  const wellFormed = value.toWellFormed()
  return new Set([
    value,
    value.replaceAll(' ', '+'),
    encodeURIComponent(wellFormed),
    new URLSearchParams({ v: wellFormed }).toString().slice(2),
    JSON.stringify(value).slice(1, -1),
    percentDecoded(value),
  ])
}

function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** The sextets of base64 that only the bytes behind the first two decide, when `before` bytes stand in front of them modulo three. */
function base64At(behindTwo: Buffer, before: 0 | 1 | 2): string {
  const bytes = behindTwo.subarray(2 - before)
  const first = Math.ceil((before * 8) / 6)
  return bytes.toString('base64').slice(first, Math.floor((bytes.length * 8) / 6))
}

const base64url = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_')

/** Every text that gives the value away, beyond what `decodings` undoes: its spellings, their base64 and base64url in each alignment, hex.
 *  A JWT's signature is one: header and claims are kept as facts, so the signature alone completes the token. */
export function formsOf(value: string): Set<string> {
  const forms = new Set<string>()
  for (const spelling of spellings(value)) {
    forms.add(spelling)
    const bytes = Buffer.from(`\0\0${spelling}`, 'utf8')
    for (const before of [0, 1, 2] as const) {
      const encoded = base64At(bytes, before)
      forms.add(encoded).add(base64url(encoded))
    }
    const hex = bytes.toString('hex', 2)
    forms.add(hex).add(hex.toUpperCase())
  }
  const signature = /^[\w-]+\.[\w-]*\.([\w-]+)$/.exec(value)?.[1]
  if (signature) forms.add(signature)
  return forms
}
