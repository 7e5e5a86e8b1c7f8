import { relative } from 'node:path'
import { exitCodes, gate } from '../gate/gate.ts'
import { type EvidenceKind, inClear, keptNothing, withoutEvidence } from '../report/evidence.ts'
import type { FormatName } from '../report/formats.ts'
import { renderHar } from '../report/har.ts'
import { renderJunit } from '../report/junit.ts'
import { pathBelow, targetFolder } from '../report/paths.ts'
import type { GateResult, Run } from '../report/run.ts'
import { inClearFile, openRun, type RunNews, type RunWriter, writeFormats } from '../report/write.ts'
import type { Entry } from '../scenario/catalog.ts'
import { factsOf, run } from '../scenario/engine.ts'
import type { Progress, RunOutput } from '../scenario/result.ts'
import type { ProfileName } from '../spec/index.ts'
import { CliError } from './failure.ts'
import type { Gating } from './gating.ts'
import { onInterrupt } from './interrupt.ts'
import { onScreen } from './on-screen.ts'
import type { OpenSite } from './open-site.ts'
import { version } from './version.ts'

/** One target about to be judged. */
export interface Conduct {
  site: OpenSite
  entries: readonly Entry[]
  /** The selection as it was written. */
  asked: readonly string[]
  /** The configuration's file. */
  configuration?: string | undefined
  profile: ProfileName
  seed?: number | undefined
  /** The folder of reports. */
  out: string
  /** What else is written beside the run at its end. */
  reports?: readonly FormatName[] | undefined
  /** Default `marks`. */
  evidence?: EvidenceKind | undefined
  gating: Gating
  ownSite?: () => Promise<OpenSite>
  /** Live progress says a line of every scenario. */
  verbose?: boolean
  /** Without live progress. */
  quiet?: boolean
  /** Without a word on stderr, and without an answer to signals: whoever hosts the run has both. */
  hosted?: boolean
}

/** A judged target and the files that tell of it. */
export interface Conducted {
  run: Run
  files: string[]
}

/** Judges a target: live progress on stderr, `run.json` as it happens, the page and other reports at the end. Closes the site, whatever happens. */
export async function conduct(of: Conduct): Promise<Conducted> {
  try {
    return await judged(of, new Minutes(of))
  } finally {
    await of.site.close()
  }
}

async function judged(of: Conduct, minutes: Minutes): Promise<Conducted> {
  const { site, entries, profile, seed, ownSite } = of
  const screen = of.hosted ? undefined : progressOf(of, minutes)
  const onProgress = (news: Progress): void => {
    minutes.note(news)
    screen?.show(news)
  }
  try {
    const output = await run({ site, entries, profile, ...(seed !== undefined && { seed }), ...(ownSite && { ownSite }), onProgress })
    return await minutes.closeInFull(output)
  } finally {
    screen?.end()
  }
}

/** Progress on stderr, and an interruption that keeps what was judged. */
function progressOf({ site, entries, verbose, quiet }: Conduct, minutes: Minutes): ReturnType<typeof onScreen> {
  const scenarios = entries.map(({ id }) => id)
  const screen = quiet ? undefined : onScreen({ scenarios, requests: () => site.wire.requests, verbose })
  const release = onInterrupt(() => {
    screen?.end()
    const { run, files } = minutes.close(false)
    const what = run.complete ? 'everything was judged, and further reports may be missing: the run' : 'what was judged so far'
    process.stderr.write(`interrupted: ${what} is in ${files.join(' and ')}\n`)
    process.exit(exitCodes.interrupted)
  })
  const end = (): void => {
    release()
    screen?.end()
  }
  return { show: (news) => screen?.show(news), end }
}

/** What is written of a run while it goes on, and at its end. */
class Minutes {
  readonly #of: Conduct
  readonly #writer: RunWriter
  #clockOffsetMs = 0
  #warnings: readonly string[] = []

  constructor(of: Conduct) {
    const { site, entries, asked, profile, out } = of
    const { name, issuer, embedded } = site.target
    const configuration = of.configuration === undefined ? undefined : pathBelow('', of.configuration)
    this.#of = of
    const meta = {
      tool: { name: 'grantproof', version: version() },
      target: { name, issuer, embedded },
      ...(configuration !== undefined && { configuration }),
      ...(of.evidence === 'none' && { evidence: 'none' as const }),
      profile,
      startedAt: new Date().toISOString(),
      selection: { asked: [...asked], scenarios: entries.length },
      ...this.#known(),
    }
    const dir = targetFolder(out, name)
    this.#writer = writing(out, () => openRun({ dir, meta, reclose: (text) => site.vault.reclose(text), live: () => this.#known() }))
    if (of.evidence !== 'none') site.takePictures((file, png) => void this.#writer.view(file, png))
  }

  note(news: Progress): void {
    if (news.is === 'flow') {
      this.#clockOffsetMs = news.clockOffsetMs ?? 0
      this.#warnings = news.warnings ?? []
    }
    if (news.is === 'finished') this.#writer.add(this.#of.evidence === 'none' ? withoutEvidence(news.result) : news.result)
  }

  /** Writes the run for good; `complete` is false when it was interrupted. What is finished already stays complete. */
  close(complete: boolean, output?: Pick<RunOutput, 'noFlow'>): Conducted {
    const { gating, out } = this.#of
    const writer = this.#writer
    if (output?.noFlow) writer.update({ noFlow: this.#of.evidence === 'none' ? { ...output.noFlow, exchanges: [] } : output.noFlow })
    return writing(out, () => {
      const run = writer.finish({ complete, mark: gating.mark, gate: (done) => decided(done, gating) })
      const junit = writer.view('junit.xml', renderJunit(run))
      const clear = this.#of.evidence === 'full' ? [writer.secret(inClearFile, this.#inClear(run))] : []
      return { run, files: [writer.file, junit, ...clear].map((file) => relative('', file)) }
    })
  }

  /** Writes the run for good, the page that people read, and what else was asked for. */
  async closeInFull(output: Pick<RunOutput, 'noFlow'>): Promise<Conducted> {
    const { reports = [], out } = this.#of
    const { run, files } = this.close(true, output)
    const more = await writeFormats(this.#writer, run, ['html', ...reports]).catch((error: unknown) =>
      Promise.reject(unwritable(out, error)),
    )
    return { run, files: [...new Set([...files, ...more.map((file) => relative('', file))])] }
  }

  #inClear(run: Run): string {
    const { vault } = this.#of.site
    return renderHar(inClear(run, (text, where) => vault.open(text, where)))
  }

  /** What only the end of a run knows for certain. */
  #known(): Required<Pick<RunNews, 'requests' | 'facts' | 'warnings'>> {
    const { target, vault, wire, warnings = [] } = this.#of.site
    return {
      requests: wire.requests,
      facts: factsOf(this.#of.site, this.#clockOffsetMs),
      warnings: [...target.warnings, ...vault.warnings, ...warnings, ...this.#warnings, ...remarkOn(this.#of.evidence)],
    }
  }
}

/** An interrupted process exits as such, whatever its run would be decided by. */
function decided(run: Run, { gate: by }: Gating): GateResult {
  const result = gate(run, by)
  return run.complete ? result : { ...result, met: false, exitCode: exitCodes.interrupted }
}

function writing<T>(out: string, deed: () => T): T {
  try {
    return deed()
  } catch (error) {
    throw unwritable(out, error)
  }
}

const remarkOn = (evidence: EvidenceKind = 'marks'): string[] => {
  if (evidence === 'none') return [keptNothing]
  return evidence === 'full' ? [`the secrets of this run stand in clear in ${inClearFile}: delete it when it is no longer needed`] : []
}

/** A folder that cannot be written to is for whoever named it to mend. Any other error stays what it is. */
function unwritable(out: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === undefined || syscall === undefined) return error
  return new CliError(exitCodes.usage, `the reports cannot be written to ${out} (${code})`, ['name another folder by --reports-dir'])
}
