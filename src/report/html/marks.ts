import type { Exchange } from '../../scenario/contract.ts'

type Message = Pick<Exchange['request'], 'headers'> & { url?: string; body?: string }

/** The marks that a message carries, each once; cookies tell nothing about the protocol. */
export function marksIn({ url = '', headers, body = '' }: Message): string[] {
  const told = headers.filter(([name]) => !/^(?:set-)?cookie$/i.test(name)).map(([, value]) => value)
  const marks = [url, ...told, body].flatMap((text) => (text.includes('‹') ? (text.match(/‹[a-z_]+:\d+›/g) ?? []) : []))
  return [...new Set(marks)]
}
