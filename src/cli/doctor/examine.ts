import type { LoadedConfig, ReadTarget } from '../../config/index.ts'
import type { Certificate } from '../../http/reach.ts'
import type { Site } from '../../scenario/site.ts'
import type { Target } from '../../target/target.ts'
import { openSiteWithKept } from '../login/with-kept-sessions.ts'
import { type Check, notTried, type OfPlace, together } from './check.ts'
import { checkClient } from './client.ts'
import { checkClock, firstUrl } from './clock.ts'
import { checkTarget } from './configuration.ts'
import { checkDiscovery } from './discovery.ts'
import { checkFlow } from './flow.ts'
import { checkHost, checkProxy, placeOf } from './hosts.ts'
import { saveAuthorities } from './save-ca.ts'
import { checkTokenEndpoint } from './token-endpoint.ts'
import { unreadPages, withPictures } from './unread.ts'
import type { Way } from './way.ts'

/** Looks at one target from the ground up, and tells each thing as it is known. What has lost its ground is not tried. */
export async function* examine(loaded: LoadedConfig, name: string | undefined, saveCa: string | undefined): AsyncGenerator<Check> {
  const { check, read } = checkTarget(loaded, name)
  yield check
  if (!read) return yield* withoutConfiguration()
  const hosts = new Hosts({ ...read.network, saveCa })
  yield* hosts.checkProxy()
  yield* hosts.checkAll(writtenUrls(read))
  const target = yield* found(loaded, read, hosts)
  if (target) yield* hosts.checkAll(target.origins)
  if (saveCa !== undefined) yield saveAuthorities(saveCa, hosts.untrusted)
  if (target) yield* spoken(loaded, target, hosts)
}

const ofServer = ['token endpoint', 'client', 'sign-in', 'first token']
const ofHttp = ['clock', 'discovery', ...ofServer]

/** Where nothing says which server it is. */
export const withoutConfiguration = (): Generator<Check> => without('the configuration', ['name', 'connection', 'certificate', ...ofHttp])

function* without(missing: string, names: readonly string[]): Generator<Check> {
  for (const name of names) yield notTried(name, missing)
}

/** Every URL of a target that its owner wrote. */
const writtenUrls = ({ written: { issuer, discovery, endpoints, origins, resource } }: ReadTarget): string[] =>
  [issuer, discovery, ...Object.values(endpoints ?? {}), ...(origins ?? []), resource?.url].filter((url) => url !== undefined)

/** Clock and discovery: the first that is asked of the server itself. */
async function* found(loaded: LoadedConfig, read: ReadTarget, hosts: Hosts): AsyncGenerator<Check, Target | undefined> {
  const url = firstUrl(read.written)
  const missing = url === undefined ? undefined : hosts.missing(url)
  if (missing !== undefined) return void (yield* without(missing, ofHttp))
  if (url !== undefined) yield await checkClock(url, read.network)
  const { checks, target } = await checkDiscovery(loaded, read.name)
  yield* checks
  if (!target) yield* without('discovery', ofServer)
  return target
}

/** What is said in OAuth's words. */
async function* spoken(loaded: LoadedConfig, target: Target, hosts: Hosts): AsyncGenerator<Check> {
  const { token_endpoint, authorization_endpoint } = target.endpoints
  const missing = hosts.missing(token_endpoint) ?? hosts.missing(authorization_endpoint)
  if (missing !== undefined) return yield* without(missing, ofServer)
  const site = openSiteWithKept(target, loaded)
  withPictures(site)
  try {
    yield* conversed(site)
    yield* unreadPages(site, loaded.file)
  } finally {
    await site.close()
  }
}

async function* conversed(site: Site): AsyncGenerator<Check> {
  const endpoint = await checkTokenEndpoint(site)
  yield endpoint
  const answers = endpoint.state !== 'problem'
  let known = answers
  for (const [role, client] of Object.entries(site.target.clients)) {
    const check = answers
      ? await checkClient(site, role, client)
      : notTried('client', `${role}, since the token endpoint does not answer as one`)
    if (role === 'client') known = check.state === 'ok' || check.state === 'warning'
    yield check
  }
  yield* await checkFlow(site, known)
}

/** The hosts of a target, each looked at once. */
class Hosts {
  readonly untrusted: Certificate[] = []
  readonly #way: Way
  readonly #reached = new Map<string, boolean>()
  #proxyFails = false

  constructor(way: Way) {
    this.#way = way
  }

  async *checkProxy(): AsyncGenerator<Check> {
    const proxy = await checkProxy(this.#way)
    this.#proxyFails = proxy?.reached === false
    yield* proxy?.checks ?? []
  }

  async *checkAll(urls: readonly string[]): AsyncGenerator<Check> {
    const troubled: OfPlace[] = []
    for (const origin of new Set(urls.map((url) => new URL(url).origin))) {
      if (this.#reached.has(origin)) continue
      const checks = await this.#check(origin)
      const first = checks.findIndex(({ state }) => state === 'problem' || state === 'warning')
      yield* first < 0 ? checks : checks.slice(0, first)
      if (first >= 0) troubled.push(...checks.slice(first).map((check) => ({ place: placeOf(origin), check })))
    }
    yield* together(troubled)
  }

  /** What keeps requests from a URL's host. */
  missing(url: string): string | undefined {
    const { origin } = new URL(url)
    return this.#reached.get(origin) === false ? `no way to ${placeOf(origin)}` : undefined
  }

  async #check(origin: string): Promise<Check[]> {
    if (this.#proxyFails) {
      this.#reached.set(origin, false)
      return [notTried('connection', `no way to ${placeOf(origin)} but the proxy`)]
    }
    const { checks, reached, untrusted } = await checkHost(origin, this.#way)
    this.#reached.set(origin, reached)
    if (untrusted) this.untrusted.push(untrusted)
    return checks
  }
}
