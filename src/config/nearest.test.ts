import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const known = ['client_id', 'client_secret', 'redirect_uris', 'scope', 'pkce', 'tls']

test.each([
  ['clientSecret', 'client_secret'],
  ['client-id', 'client_id'],
  ['redirect_uri', 'redirect_uris'],
  ['scopes', 'scope'],
  ['pcke', 'pkce'],
  ['TLS', 'tls'],
  ['zebra', undefined],
  ['', undefined],
  ['x'.repeat(100_000), undefined],
])('%.20s → %s', (key, meant) => expect(nearest(key, known)).toBe(meant))
