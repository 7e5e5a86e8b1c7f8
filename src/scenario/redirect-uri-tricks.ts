import fc from 'fast-check'
import { uriParts } from '../client/index.ts'
import type { Arbitrary } from './contract.ts'
import { arbitrary } from './search.ts'

/** Redirection URIs that look like a registered one to a careless parser and lead elsewhere (RFC 9700 4.1.1, 4.1.3):
 *  the registered authority beside the attacker's, joined by characters on which parsers disagree. Never equal to the registered one. */
export function redirectUriTricks(registered: string, attacker: string): Arbitrary<string> {
  const [, scheme = 'https', authority = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(registered) ?? []
  const host = attacker.replace(/^[a-z]+:\/\//i, '')
  const joint = fc.constantFrom(
    '@',
    '%40',
    '\\@',
    '#@',
    '?@',
    ':x@',
    '@@',
    '\\',
    '\t',
    '%09',
    '%2f',
    '/\\',
    ';@',
    '&@',
    '%00@',
    ' @',
    '#',
    '.',
    '-',
    '%2e',
    '。',
    '%ff@',
  )
  const order = fc.boolean()
  const path = fc.oneof(
    { weight: 4, arbitrary: fc.constant(rest) },
    { weight: 1, arbitrary: fc.constantFrom('/', `${rest}/..`, `/..;${rest}`, '') },
  )
  return arbitrary(
    fc
      .tuple(fc.array(joint, { minLength: 1, maxLength: 2 }), order, path)
      .map(
        ([joints, ours, tail]) =>
          `${scheme}://${ours ? `${authority}${joints.join('')}${host}` : `${host}${joints.join('')}${authority}`}${tail}`,
      )
      .filter((uri) => uri !== registered && !uri.startsWith(`${scheme}://${authority}/`)),
  )
}

/** Redirection URIs with the registered authority and another spelling of the path: segments that go nowhere, out or back, parameters,
 *  encodings, separators (RFC 9700 4.1.3). Never equal to the registered one. */
export function redirectUriDetours(registered: string): Arbitrary<string> {
  const { scheme, authority, path, query } = uriParts(registered)
  const out = fc.constantFrom('..', '..;', '%2e%2e', '.%2e', '%252e%252e', '..%00', '..%20')
  const slash = fc.constantFrom('/', '%2f', '%252f', '\\', '%5c', '//')
  const still = fc.constantFrom('/.', '/', '/%2e', '/;x')
  const back = fc.tuple(slash, out).map(([separator, up]) => `/elsewhere${separator}${up}`)
  const away = fc.tuple(slash, out, slash).map(([first, up, second]) => `${first}${up}${second}elsewhere`)
  const end = fc.oneof(away, fc.constantFrom('/', '.', '/.', ';', ';x=1', '%20', '%00', '%0a', '%3f', '?', '#', '%23', '\\', '%2f'))
  const before = fc.oneof({ weight: 2, arbitrary: fc.constant('') }, still, back)
  const behind = fc.oneof({ weight: 2, arbitrary: fc.constant('') }, end)
  return arbitrary(
    fc
      .tuple(before, behind)
      .filter(([first, last]) => first !== '' || last !== '')
      .map(([first, last]) => `${scheme}://${authority}${first}${path || '/'}${last}${query}`),
  )
}
