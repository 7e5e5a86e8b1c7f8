/** Says that text is not what `application/x-www-form-urlencoded` in UTF-8 makes (RFC 6749 appendix B). */
export class MalformedForm extends Error {}

/** Decodes one form-encoded name or value. Throws {@link MalformedForm} for a broken escape or for bytes that are not UTF-8. */
export function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch (cause) {
    throw new MalformedForm('not form-encoded UTF-8', { cause })
  }
}

/** Parameters of a request in the order in which they came. One without a value counts as not sent (RFC 6749 3.1, 3.2). */
export class Parameters {
  readonly pairs: readonly (readonly [name: string, value: string])[]

  constructor(pairs: readonly (readonly [string, string])[]) {
    this.pairs = pairs
  }

  static parse(text: string): Parameters {
    const pairs = text.split('&').filter((pair) => pair !== '')
    return new Parameters(
      pairs.map((pair) => {
        const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair)!
        return [formDecode(name), formDecode(value)]
      }),
    )
  }

  get(name: string): string | undefined {
    return this.all(name).find((value) => value !== '')
  }

  all(name: string): string[] {
    return this.pairs.filter(([key]) => key === name).map(([, value]) => value)
  }

  /** Names that occur more than once, which only `resource` (RFC 8707 2) and `audience` (RFC 8693 2.1) may. */
  repeated(): string[] {
    const names = this.pairs.map(([name]) => name).filter((name) => name !== 'resource' && name !== 'audience')
    return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
  }

  /** The same with every value of one of them changed. */
  mapped(name: string, change: (value: string) => string): Parameters {
    return new Parameters(this.pairs.map(([key, value]) => [key, key === name ? change(value) : value]))
  }
}
