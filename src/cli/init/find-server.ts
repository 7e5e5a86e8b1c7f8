import { readFileSync } from 'node:fs'
import { discover } from '../../config/discover.ts'
import { DiscoveryError } from '../../config/index.ts'
import { isHttpUrl } from '../../config/words.ts'
import { exitCodes } from '../../gate/gate.ts'
import { CliError } from '../failure.ts'
import { fetchJson } from '../fetch-json.ts'
import type { Known } from './configuration.ts'
import { type Product, productOf } from './preset.ts'

/** Where a server is, as far as its issuer does not say it. */
export interface Where {
  /** A PEM file of authorities. */
  ca?: string
  authorizationEndpoint?: string
  tokenEndpoint?: string
  /** A product of which something is known. */
  preset?: string
}

/** What was found of a server, and what is odd about it. */
export type Found = Known & { notes: readonly string[] }

/** A way to a server that is right as far as nobody has to be asked. */
export interface Way {
  written: string
  endpoints: Known['endpoints']
  product: Product | undefined
  ca: { file: string; pem: string } | undefined
}

/** Reads what was said of a server. Throws for what cannot be right. */
export function wayTo(written: string, where: Where): Way {
  if (!isHttpUrl(written)) throw notAnIssuer(written)
  const { preset, ca } = where
  return {
    written,
    endpoints: endpointsOf(where),
    product: preset === undefined ? undefined : productOf(preset, written),
    ca: ca === undefined ? undefined : { file: ca, pem: readAuthority(ca) },
  }
}

/** Finds a server by its issuer, as a run will. With both endpoints named, or known by a preset, nobody is asked. */
export async function findServer({ written, endpoints, product, ca }: Way): Promise<Found> {
  const issuer = product?.issuer ?? written
  const known = endpoints ?? product?.endpoints
  const network = {
    tls: { insecure: false, ...(ca && { ca: ca.pem }) },
    resolve: {},
    headers: [],
    timeoutMs: 10_000,
  }
  try {
    const server = await discover({ issuer, ...(known && { endpoints: known }) }, (url) => fetchJson(url, network))
    const stated = server.metadata['issuer']
    const slash = typeof stated === 'string' && isHttpUrl(stated) && stated !== issuer && bare(stated) === bare(issuer)
    return {
      ...(product && { preset: product.preset }),
      issuer: slash ? stated : issuer,
      ...(endpoints && { endpoints }),
      metadata: server.metadata,
      ca: ca?.file,
      notes: [
        ...(issuer === written ? [] : [`the issuer of this product is ${issuer}, and so the configuration says`]),
        ...(slash ? [`the server writes its issuer ${stated}, and so does the configuration`] : server.warnings),
      ],
    }
  } catch (error) {
    throw error instanceof DiscoveryError ? notFound(error, issuer) : error
  }
}

const notAnIssuer = (issuer: string): CliError =>
  new CliError(exitCodes.usage, `"${issuer}" is no issuer: an absolute http or https URL without credentials or fragment is expected`, [
    'grantproof init https://as.example.com',
  ])

const bare = (url: string): string => url.replace(/\/$/, '')

function endpointsOf({ authorizationEndpoint, tokenEndpoint }: Where): Known['endpoints'] {
  if (authorizationEndpoint === undefined && tokenEndpoint === undefined) return undefined
  if (authorizationEndpoint !== undefined && tokenEndpoint !== undefined)
    return { authorization_endpoint: authorizationEndpoint, token_endpoint: tokenEndpoint }
  throw new CliError(exitCodes.usage, '--authorization-endpoint and --token-endpoint are given together, or neither is')
}

function readAuthority(file: string): string {
  try {
    const pem = readFileSync(file, 'utf8')
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  } catch (error) {
    throw new CliError(exitCodes.usage, `--ca: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`)
  }
  throw new CliError(exitCodes.usage, `--ca: ${file} holds no PEM certificate`, ['a PEM file has a line -----BEGIN CERTIFICATE-----'])
}

const notFound = ({ message }: DiscoveryError, issuer: string): CliError =>
  new CliError(exitCodes.notReady, message, [
    ...(/certificate/.test(message)
      ? [ownAuthority(issuer)]
      : ['is the issuer right, is the server running, and can it be reached from here?']),
    'if it has no metadata, name --authorization-endpoint and --token-endpoint: then nobody is asked now, and grantproof doctor looks at the rest',
  ])

/** Before there is a configuration, doctor cannot fetch it. */
function ownAuthority(issuer: string): string {
  const { hostname, port } = new URL(issuer)
  const fetched = `openssl s_client -showcerts -connect ${hostname}:${port || 443} </dev/null | openssl x509 > authority.pem`
  return `if that is right so, have the PEM file of its authority from whoever runs the server, and name it: --ca FILE. A self-signed one can be fetched (${fetched}); compare its fingerprint with theirs before you trust it`
}
