import fc from 'fast-check'
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
