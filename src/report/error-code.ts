import type { Exchange } from '../scenario/contract.ts'

/** The error code that an answer names: a JSON response (RFC 6749 5.2), or a redirect to a client (RFC 6749 4.1.2.1). As the target wrote it, but short. */
export function errorCodeOf({ response }: Exchange): string | undefined {
  if (!response) return undefined
  const code = ofJson(response.body) ?? ofRedirect(response.headers)
  return code && code.length > longest ? `${code.slice(0, longest)}…` : code || undefined
}

const longest = 60

function ofJson(body: string): string | undefined {
  if (!/^\s*\{/.test(body)) return undefined
  try {
    const { error } = JSON.parse(body) as { error?: unknown }
    return typeof error === 'string' ? error : undefined
  } catch {
    return undefined
  }
}

function ofRedirect(headers: readonly (readonly [string, string])[]): string | undefined {
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? ''
  const parameters = new URLSearchParams(location.split(/[?#]/).slice(1).join('&'))
  return parameters.get('error') ?? undefined
}
