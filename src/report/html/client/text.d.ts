import type { Headers } from '../../../http/exchange.ts'

/** A message as it is read: its first line, its fields, its body. */
export function messageText(first: string, message: { headers: Headers; body?: string }): string

/** A value as JSON that reads back to the same value, while its text holds nothing that deceives: such characters are escaped. */
export function jsonText(value: unknown): string
