const every = (text: string, write: (point: number) => string): string => [...text].map((one) => write(one.codePointAt(0)!)).join('')
const hex = (point: number, length = 2): string => point.toString(16).padStart(length, '0')
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const base64url = (text: string): string => Buffer.from(text).toString('base64url')
const upper = (escaped: string): string =>
  escaped.replace(/%[0-9a-f]{2}|\\u[0-9a-f]{4}|&#x[0-9a-f]+;/g, (found) => found.slice(0, 2) + found.slice(2).toUpperCase())

/** Every way in which a talkative server may write a secret, by name. Shares no code with what is to hide them. */
export function formsOf(secret: string): Record<string, string> {
  const percent = encodeURIComponent(secret)
  const everyPercent = every(secret, (point) => `%${hex(point)}`)
  const everyJson = every(secret, (point) => `\\u${hex(point, 4)}`)
  const everyHex = every(secret, (point) => `&#x${hex(point)};`)
  const nested = JSON.stringify(JSON.stringify({ inner: secret }))
  return {
    'as it is': secret,
    'percent-encoded': percent,
    'percent-encoded twice': encodeURIComponent(percent),
    'every character percent-encoded': everyPercent,
    'every character percent-encoded, upper case': upper(everyPercent),
    'every character percent-encoded twice': encodeURIComponent(everyPercent),
    'form-encoded': new URLSearchParams({ v: secret }).toString().slice(2),
    'in JSON': JSON.stringify(secret).slice(1, -1),
    'in JSON in JSON': nested.slice(1, -1),
    'every character escaped for JSON': everyJson,
    'every character escaped for JSON, upper case': upper(everyJson),
    'every character escaped for JSON, in JSON': JSON.stringify(everyJson).slice(1, -1),
    'in HTML by name': secret.replace(/[&<>"'+/=:%.]/g, (one) => names[one] ?? one),
    'in HTML by decimal number': every(secret, (point) => `&#${point};`),
    'in HTML by hexadecimal number': everyHex,
    'in HTML by hexadecimal number, upper case': upper(everyHex).replaceAll('&#x', '&#X'),
    'in HTML, percent-encoded': encodeURIComponent(secret.replaceAll('&', '&amp;')),
    'in base64': base64(secret),
    'in base64, percent-encoded': encodeURIComponent(base64(secret)),
    'in base64 behind a byte': base64(`:${secret}`),
    'in base64 behind two bytes': base64(`a:${secret}`),
    'in base64 amid a text': base64(`debug: user=alice secret=${secret}; more`),
    'in base64 amid JSON': base64(JSON.stringify({ debug: { secret } })),
    'in base64, percent-encoded before': base64(`id:${percent}`),
    'in base64url': base64url(secret),
    'in base64url amid JSON': base64url(JSON.stringify({ secret, more: 1 })),
    'in hexadecimal': Buffer.from(secret).toString('hex'),
    'in hexadecimal, upper case': Buffer.from(secret).toString('hex').toUpperCase(),
  }
}

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '+': '&plus;',
  '/': '&sol;',
  '=': '&equals;',
  ':': '&colon;',
  '%': '&percnt;',
  '.': '&period;',
}
