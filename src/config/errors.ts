/** The configuration cannot be used: `message` says where and why, `hints` what to do. Exit code 2. Holds no secret. */
export class ConfigError extends Error {
  readonly hints: readonly string[]
  constructor(message: string, hints: readonly string[] = [], options?: { cause: unknown }) {
    super(message, options)
    this.name = 'ConfigError'
    this.hints = hints
  }
}

/** The server does not say where its endpoints are, or was not reached: what stands in the file may be right. Exit code 4. */
export class DiscoveryError extends ConfigError {
  constructor(message: string, hints: readonly string[]) {
    super(message, hints)
    this.name = 'DiscoveryError'
  }
}
