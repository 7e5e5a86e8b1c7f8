import {
  authorizationRequest,
  challengeOf,
  changed,
  introspectionRequest,
  parameter,
  parameters,
  randomValue,
  randomVerifier,
  refreshRequest,
  resourceRequest,
  revocationRequest,
  signOutRequest,
  tokenRequest,
  withBasicWritten,
} from '../client/index.ts'
import type { Exchange, Mark, Message } from '../http/exchange.ts'
import type { ClientMetadata } from '../target/target.ts'
import type { Landing, Return } from '../user-agent/landing.ts'
import type { Staging } from '../user-agent/screen.ts'
import { accessToken, answersAnother, arrivedWithCode, issued, refreshToken, seen, where } from '../verify/index.ts'
import type { BenchSession, Interaction } from './bench-session.ts'
import type { Change, Client, Interference, Session, Tools } from './contract.ts'
import { NoVerdict } from './errors.ts'
import type { Site } from './site.ts'
import type { Transport } from './transport.ts'

/** What a code's own authorization request said: an honest redemption repeats it. */
export interface Grant {
  redirect_uri: string | undefined
  code_verifier: string | undefined
}

/** How the pages of an authorization request are answered, if they are. */
type How = Pick<Interaction, 'purpose' | 'untick' | 'interfere'> | { purpose: 'leave' }

/** What the clients of one act share. */
export interface ActParts {
  site: Site
  transport: Transport
  tools: Tools
  /** By code. */
  grants: Map<string, Grant>
}

/** What else a client's authorization requests want. */
interface Wishes {
  /** The user is asked, although he agreed before. */
  asked?: true
  staging?: Staging
}

/** A client of the target as a scenario holds it: honest until a change says otherwise. */
export class BenchClient implements Client {
  readonly #parts: ActParts
  readonly #metadata: ClientMetadata
  readonly #session: BenchSession
  readonly #wishes: Wishes

  constructor(parts: ActParts, metadata: ClientMetadata, session: BenchSession, wishes: Wishes = {}) {
    this.#parts = parts
    this.#metadata = metadata
    this.#session = session
    this.#wishes = wishes
  }

  get client_id() {
    return this.#metadata.client_id
  }
  get redirect_uri() {
    return this.#metadata.redirect_uris[0] ?? ''
  }
  get redirect_uris() {
    return this.#metadata.redirect_uris
  }
  get token_endpoint_auth_method() {
    return this.#metadata.token_endpoint_auth_method
  }
  get application_type() {
    return this.#metadata.application_type
  }
  get grant_types() {
    return this.#metadata.grant_types
  }
  get client_secret() {
    return this.#metadata.client_secret as Mark | undefined
  }
  get scope() {
    return honestScope(this.#parts.site, this.#metadata)
  }

  as(user: Session): Client {
    return new BenchClient(this.#parts, this.#metadata, user as BenchSession, this.#wishes)
  }

  asked(): Client {
    return new BenchClient(this.#parts, this.#metadata, this.#session, { ...this.#wishes, asked: true })
  }

  /** The same client, whose pages a real browser shows. */
  on(staging: Staging): Client {
    return new BenchClient(this.#parts, this.#metadata, this.#session, { ...this.#wishes, staging })
  }

  authorize(...changes: Change[]): Promise<Landing> {
    return this.#authorize({ purpose: 'approve' }, changes)
  }

  deny(...changes: Change[]): Promise<Landing> {
    return this.#authorize({ purpose: 'deny' }, changes)
  }

  narrow(untick: readonly string[], ...changes: Change[]): Promise<Landing> {
    return this.#authorize({ purpose: 'approve', untick }, changes)
  }

  interfere(page: 'sign_in' | 'consent', { change, ...how }: Interference, ...changes: Change[]): Promise<Landing> {
    const made = change && ((message: Message) => this.#changed(message, [change]))
    return this.#authorize({ purpose: 'approve', interfere: { page, ...how, ...(made && { change: made }) } }, changes)
  }

  open(...changes: Change[]): Promise<Landing> {
    return this.#authorize({ purpose: 'leave' }, changes)
  }

  async again({ hops, code }: Landing): Promise<Landing> {
    const sent = hops.findLast(({ request }) => request.method === 'POST')?.request
    if (!sent) throw new NoVerdict('skip', 'no page of this flow was answered by POST', 'a server whose forms are posted')
    const headers = sent.headers.filter(([name]) => /^(content-type|origin|referer)$/i.test(name))
    const grant = this.#parts.grants.get(code ?? '')
    const message = { method: 'POST', url: sent.url, headers, query: [], body: sent.body ?? '' }
    const landing = await this.#session.visit(message, { redirectUri: grant?.redirect_uri, registered: this.redirect_uris })
    if (landing.code && grant) this.#parts.grants.set(landing.code, grant)
    return landing
  }

  signOut(...changes: Change[]): Promise<Landing> {
    return this.#session.signOut(this.#signOutRequest(changes), this.#wishes.staging)
  }

  openSignOut(...changes: Change[]): Promise<Landing> {
    return this.#session.openSignOut(this.#signOutRequest(changes), this.#wishes.staging)
  }

  /** In a tab of a real browser: `page`, left unanswered; the sign-out; and `back` at the page. */
  backAfterSignOut(...changes: Change[]): Promise<Return> {
    const { message, redirect_uri } = this.#request([])
    const delivering = { redirectUri: redirect_uri, registered: this.redirect_uris }
    return this.#session.backAfterSignOut({ request: message, signOut: this.#signOutRequest(changes) }, delivering)
  }

  #signOutRequest(changes: readonly Change[]): Message {
    return this.#changed(signOutRequest(this.#parts.site.target, this.#metadata), changes)
  }

  async code(...changes: Change[]): Promise<Mark> {
    const landing = await this.authorize(...changes)
    if (arrivedWithCode(landing) && landing.code) return landing.code
    throw new NoVerdict(
      'block',
      `the honest authorization request of ${this.client_id} gave no code: ${answersAnother(landing) ? 'the response holds the state of another request, ' : ''}${where(landing)}`,
    )
  }

  async tokens(...changes: Change[]): Promise<{ access_token: Mark; refresh_token?: Mark; answer: Exchange }> {
    const given = changes.some((change) => typeof change === 'object' && 'code' in change)
    const answer = await this.token(...(given ? [] : [{ code: await this.code() }]), ...changes)
    const access_token = accessToken(answer)
    if (!issued(answer) || !access_token)
      throw new NoVerdict('block', `the honest token request of ${this.client_id} gave no token: ${seen(answer)}`)
    const refresh_token = refreshToken(answer)
    return { access_token, answer, ...(refresh_token && { refresh_token }) }
  }

  token = (...changes: Change[]): Promise<Exchange> => {
    const { target } = this.#parts.site
    const named = changes.filter((change) => typeof change === 'object')
    const draft = this.#changed(tokenRequest(target, this.#metadata, { code: undefined }), named)
    const codes = parameters(draft).flatMap(([name, value]) => (name === 'code' ? [value] : []))
    const code = codes.find((one) => this.#parts.grants.has(one)) ?? codes[0]
    const request = tokenRequest(target, this.#metadata, { code: code === undefined ? undefined : '', ...this.#grantOf(code) })
    return this.#send(this.#changed(request, changes))
  }

  refresh = (...changes: Change[]): Promise<Exchange> =>
    this.#send(this.#changed(refreshRequest(this.#parts.site.target, this.#metadata), changes))

  revoke = (...changes: Change[]): Promise<Exchange> =>
    this.#send(this.#changed(revocationRequest(this.#parts.site.target, this.#metadata), changes))

  introspect = (...changes: Change[]): Promise<Exchange> => {
    const { target } = this.#parts.site
    const caller = Object.values(target.clients).find((client) => client.introspection) ?? this.#metadata
    return this.#send(this.#changed(introspectionRequest(target, caller), changes))
  }

  resource = (...changes: Change[]): Promise<Exchange> => {
    const named = changes.flatMap((change) => (typeof change === 'object' && 'access_token' in change ? [change['access_token']] : []))
    const others = changes.filter((change) => typeof change === 'function')
    const token = named.at(-1)
    return this.#send(this.#changed(resourceRequest(this.#parts.site.target, typeof token === 'string' ? token : undefined), others))
  }

  async #authorize(how: How, changes: readonly Change[]): Promise<Landing> {
    const { message, redirect_uri, code_verifier } = this.#request(changes)
    const delivering = { redirectUri: redirect_uri, registered: this.redirect_uris, staging: this.#wishes.staging }
    const landing =
      how.purpose === 'leave'
        ? await this.#session.visit(message, delivering)
        : await this.#session.authorize(message, { ...how, ...delivering })
    const bound = parameter(message, 'code_challenge') !== undefined
    if (landing.code) this.#parts.grants.set(landing.code, { redirect_uri, code_verifier: bound ? code_verifier : undefined })
    return landing
  }

  #request(changes: readonly Change[]): Grant & { message: Message } {
    const { target } = this.#parts.site
    const code_verifier = target.pkce ? randomVerifier() : undefined
    const fresh = { state: randomValue(), scope: this.scope, ...(code_verifier && { code_challenge: challengeOf(code_verifier) }) }
    const also = this.#wishes.asked ? target.consentParameters : {}
    const message = this.#changed(authorizationRequest(target, this.#metadata, fresh, also), changes)
    return { message, redirect_uri: parameter(message, 'redirect_uri'), code_verifier }
  }

  /** Of the code's own request; an altered code has that of the code it was made from; an invented one looks like any. */
  #grantOf(code: string | undefined): Grant {
    const { grants, site } = this.#parts
    const known = code && (grants.get(code) ?? grants.get(site.vault.facts([code])[code]?.madeFrom?.mark ?? ''))
    return known || { redirect_uri: this.redirect_uri, code_verifier: site.target.pkce ? randomVerifier() : undefined }
  }

  #changed(message: Message, changes: readonly Change[]): Message {
    return changed(message, changes, this.#parts.tools)
  }

  #send(message: Message): Promise<Exchange> {
    return this.#parts.transport.send(withBasicWritten(message, this.#parts.site.vault), { channel: 'back' })
  }
}

function honestScope({ target }: Site, { scope }: ClientMetadata): string | undefined {
  const allowed = scope?.split(' ')
  const wanted = [...target.scopes.grantable, ...(target.scopes.refresh ? [target.scopes.refresh] : [])]
  const values = [...new Set(wanted)].filter((value) => !allowed || allowed.includes(value))
  return values.length > 0 ? values.join(' ') : undefined
}
