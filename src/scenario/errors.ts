/** Thrown by `skip` and `block`: ends an act without a verdict. */
export class NoVerdict extends Error {
  readonly how: 'skip' | 'block'
  readonly provide: string | undefined
  constructor(how: 'skip' | 'block', reason: string, provide?: string) {
    super(reason)
    this.name = 'NoVerdict'
    this.how = how
    this.provide = provide
  }
}

/** Something is wrong in the harness itself, or in how a scenario uses it. Never a finding about the target. */
export class HarnessError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'HarnessError'
  }
}
