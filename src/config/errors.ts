/** The configuration cannot be used: `message` says where and why, `hints` what to do. Exit code 2. Holds no secret. */
export class ConfigError extends Error {
  readonly hints: readonly string[]
  constructor(message: string, hints: readonly string[] = [], options?: { cause: unknown }) {
    super(message, options)
    this.name = 'ConfigError'
    this.hints = hints
  }
}
