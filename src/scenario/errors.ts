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
