import type { NoAnswer } from '../../http/failures.ts'
import type { Certificate, Handshake } from '../../http/reach.ts'
import { type Check, ok, problem, type Trouble, warning } from './check.ts'
import type { Way } from './way.ts'

/** A certificate that would have to be trusted by its owner's own decision. */
export type Untrusted = Certificate

const name = 'certificate'
const day = 86_400_000

/** What trusting the end of the chain would mend. */
const ofUnknownAuthority = new Set(['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'])

/** Judges what a handshake showed. With `tls.insecure` nothing stops a run, but it is said. */
export function checkCertificate(place: string, shown: Handshake | NoAnswer, way: Way): { check: Check; untrusted?: Untrusted } {
  if ('failure' in shown) return { check: problem(name, noHandshake(place, shown)) }
  const { untrusted, chain, protocol } = shown
  if (!untrusted) return { check: validFor(place, chain, protocol) }
  const anchor = ofUnknownAuthority.has(untrusted.code) ? chain.find(({ selfSigned }) => selfSigned) : undefined
  const told = {
    found: `${place}: ${untrusted.detail.split(';')[0]}. ${outline(chain[0])}`,
    why: whyTrust,
    fix: remedies(chain, anchor, way),
  }
  const check = way.tls.insecure ? warning(name, { ...told, found: `${told.found} (not checked: tls.insecure)` }) : problem(name, told)
  return { check, ...(anchor && { untrusted: anchor }) }
}

const whyTrust = 'Without a certificate that is trusted anybody on the way could answer in the place of the server, and be judged.'

const noHandshake = (place: string, { failure, detail }: NoAnswer): Trouble => ({
  found: `${place}: ${failure}, ${detail}`,
  why: 'Without TLS no request goes to an https URL.',
  fix: ['Compare scheme and port of the URL with those of the server: is this port for http?'],
})

function validFor(place: string, [leaf]: readonly Certificate[], protocol: string): Check {
  if (!leaf) return ok(name, `${place}, ${protocol}`)
  const days = Math.floor((leaf.validTo.getTime() - Date.now()) / day)
  const found = `${place}, ${protocol}, from ${leaf.issuer}, until ${dateOf(leaf.validTo)}`
  if (days >= 14) return ok(name, found)
  return warning(name, { found, why: `It expires in ${days} days, and no run works from then on.`, fix: ['Renew it.'] })
}

const dateOf = (date: Date): string => date.toISOString().slice(0, 10)

const outline = (certificate: Certificate | undefined): string =>
  certificate
    ? `Subject ${certificate.subject}; issuer ${certificate.issuer}; for ${certificate.names || 'no name'}; ${dateOf(certificate.validFrom)} to ${dateOf(certificate.validTo)}; SHA-256 ${certificate.fingerprint}`
    : 'It sent no certificate.'

/** A root can be trusted by itself; of a chain whose root was not sent, only its operator has it. */
function remedies(chain: readonly Certificate[], anchor: Certificate | undefined, { saveCa }: Way): string[] {
  const top = chain.at(-1)
  if (anchor) {
    const ca = `tls: { ca: "${saveCa ?? 'FILE'}" }`
    return [
      `Have somebody who runs the server compare this fingerprint with that of its own certificate, by another way than this connection: ${anchor.fingerprint} (${anchor.subject}). If they differ, stop.`,
      saveCa === undefined
        ? `Then grantproof doctor --save-ca FILE writes it, and the configuration says ${ca}`
        : `Then say in the configuration ${ca}`,
    ]
  }
  if (top && !top.selfSigned)
    return [
      `Ask whoever runs the server for the certificate of "${top.issuer}", which the server does not send, and name its PEM file: tls: { ca: "FILE" }`,
    ]
  return ['Have whoever runs the server put up a certificate that is valid today and for this host name, or use the name that it has.']
}
