import type { Target } from '../target/target.ts'
import type { Facts } from './contract.ts'

/** What a target's owner declared, as far as judgements rest on it. */
export const declaredBy = ({ declares }: Target): Facts['declared'] => ({
  propagationMs: declares.propagationMs,
  ...(declares.codeLifetimeS !== undefined && { codeLifetimeS: declares.codeLifetimeS }),
})
