import { type Exchange, header } from '../../http/exchange.ts'

type Response = NonNullable<Exchange['response']>

/** A response for the browser: as it came, but for what only concerned its way here. The body was read as UTF-8. */
export function fulfilling({ status, headers, body }: Response): { status: number; headers: Record<string, string>; body: string } {
  const kept: Record<string, string> = {}
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    if (/^(content-length|content-encoding|transfer-encoding|connection|keep-alive|strict-transport-security|alt-svc)$/.test(key)) continue
    const own = key === 'content-type' ? inUtf8(value) : value
    kept[key] = kept[key] === undefined ? own : `${kept[key]}${key === 'set-cookie' ? '\n' : ', '}${own}`
  }
  if (header({ headers }, 'content-type') === undefined) kept['content-type'] = 'text/html; charset=utf-8'
  return { status, headers: kept, body }
}

const inUtf8 = (type: string): string => (/^text\/|javascript|json|xml/i.test(type) ? `${type.split(';')[0]}; charset=utf-8` : type)
