import { relative } from 'node:path'
import { exitCodes, gate } from '../gate/gate.ts'
import { renderJunit } from '../report/junit.ts'
import { targetFolder } from '../report/paths.ts'
import { renderProgress } from '../report/progress.ts'
import type { Run } from '../report/schema.ts'
import { terminalStyle } from '../report/terminal-style.ts'
import { openRun, type RunWriter } from '../report/write.ts'
import type { Entry } from '../scenario/catalog.ts'
import { factsOf, run } from '../scenario/engine.ts'
import type { ProfileName } from '../spec/index.ts'
import { onInterrupt } from './interrupt.ts'
import type { OpenSite } from './open-site.ts'
import { version } from './version.ts'

/** One target about to be judged. */
export interface Conduct {
  site: OpenSite
  entries: readonly Entry[]
  /** The selection as it was written. */
  asked: readonly string[]
  profile: ProfileName
  seed?: number | undefined
  /** The folder of reports. */
  out: string
  failOn: 'fail' | 'warn'
  allowBlocked: boolean
  ownSite?: () => Promise<OpenSite>
}

/** Judges a target: live progress on stderr, `run.json` as it happens, `junit.xml` at the end. Closes the site. */
export async function conduct(of: Conduct): Promise<{ run: Run; files: string[] }> {
  const { site, entries, profile, seed, ownSite } = of
  const writer = openWriter(of)
  const finish = (complete: boolean) => finished(writer, of, complete)
  const progress = renderProgress(terminalStyle(process.stderr, process.env))
  const release = onInterrupt(() => {
    const { files } = finish(false)
    process.stderr.write(`${progress.end()}interrupted: what was judged so far is in ${files.join(' and ')}\n`)
    process.exit(exitCodes.interrupted)
  })
  try {
    const output = await run({
      site,
      entries,
      profile,
      ...(seed !== undefined && { seed }),
      ...(ownSite && { ownSite }),
      onProgress(news) {
        if (news.is === 'finished') writer.add(news.result)
        process.stderr.write(progress.next(news))
      },
    })
    writer.update({ facts: output.facts, requests: output.requests, ...(output.noFlow && { noFlow: output.noFlow }) })
    return finish(true)
  } finally {
    release()
    process.stderr.write(progress.end())
    await site.close()
  }
}

function openWriter({ site, entries, asked, profile, out }: Conduct): RunWriter {
  const { target, vault, wire } = site
  const { name, issuer, embedded } = target
  const live = () => ({ requests: wire.requests, facts: factsOf(site, 0), warnings: [...target.warnings, ...vault.warnings] })
  return openRun({
    dir: targetFolder(out, name),
    meta: {
      tool: { name: 'grantproof', version: version() },
      target: { name, issuer, embedded },
      profile,
      startedAt: new Date().toISOString(),
      selection: { asked: [...asked], scenarios: entries.length },
      ...live(),
    },
    reclose: (text) => vault.reclose(text),
    live,
  })
}

function finished(writer: RunWriter, { failOn, allowBlocked }: Conduct, complete: boolean): { run: Run; files: string[] } {
  const done = writer.finish({ complete, gate: (run) => gate(run, { failOn, allowBlocked }) })
  const junit = writer.view('junit.xml', renderJunit(done))
  return { run: done, files: [writer.file, junit].map((file) => relative(process.cwd(), file) || file) }
}
