import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { version } from '../version.ts'

/** Pipelines that init can write a file for. */
export const pipelines = ['github', 'gitlab'] as const
export type Pipeline = (typeof pipelines)[number]

/** Where a pipeline looks for its file. */
export const pipelineFile: Readonly<Record<Pipeline, string>> = { github: '.github/workflows/grantproof.yml', gitlab: '.gitlab-ci.yml' }

/** How a pipeline comes by grantproof. */
export interface Program {
  /** What installs it, before it is called. */
  install?: 'npm ci'
  call: string
}

/** As a folder's lock file has it; where none has, this very version, so that no pipeline changes by itself. */
export function programIn(folder: string): Program {
  const locks = ['npm-shrinkwrap.json', 'package-lock.json'].map((name) => join(folder, name)).filter((file) => existsSync(file))
  const isLocked = locks.some((file) => readFileSync(file, 'utf8').includes('"node_modules/grantproof"'))
  return isLocked ? { install: 'npm ci', call: 'npx --no-install grantproof' } : { call: `npx grantproof@${version()}` }
}

/** What a pipeline's file is made of. */
export interface Parts {
  program: Program
  /** The configuration, where it is not found by itself. */
  config: string | undefined
  variables: readonly string[]
}

/** What a pipeline's file says: doctor first, so that a wrong configuration does not look like a finding; reports are kept and shown in any case. */
export const pipelineText = (pipeline: Pipeline, { program, config, variables }: Parts): string =>
  texts[pipeline](program, config === undefined ? '' : ` --config ${config}`, variables)

const texts: Readonly<Record<Pipeline, (program: Program, options: string, variables: readonly string[]) => string>> = {
  github: ({ install, call }, options, variables) => `name: grantproof
on:
  push:
  workflow_dispatch:
permissions:
  contents: read
  # For code scanning.
  actions: read
  security-events: write
jobs:
  grantproof:
    runs-on: ubuntu-latest
    # Settings, Secrets and variables, Actions: each of these is a secret of the repository.
    env:
${variables.map((name) => `      ${name}: \${{ secrets.${name} }}\n`).join('')}    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
${install ? `      - run: ${install}\n` : ''}      - run: ${call} doctor${options}
      - run: ${call} run --report sarif,markdown,annotations${options}
      - name: Summary of the job, and annotations
        if: always()
        run: |
          for folder in reports/*/; do
            if [ -f "\${folder}summary.md" ]; then cat "\${folder}summary.md" >> "$GITHUB_STEP_SUMMARY"; fi
            if [ -f "\${folder}annotations.txt" ]; then cat "\${folder}annotations.txt"; fi
          done
      # Findings under Security, Code scanning. A private repository without that feature has no place for them.
      - uses: github/codeql-action/upload-sarif@v4
        if: always() && hashFiles('reports/*/grantproof.sarif') != ''
        continue-on-error: true
        with:
          sarif_file: reports
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: grantproof
          path: reports
`,
  gitlab: ({ install, call }, options, variables) => `# Settings, CI/CD, Variables: ${variables.join(', ')}, each masked.
grantproof:
  image: node:24
  script:
${install ? `    - ${install}\n` : ''}    - ${call} doctor${options}
    - ${call} run --report code-quality${options}
  artifacts:
    when: always
    paths:
      - reports/
    reports:
      junit: reports/*/junit.xml
      codequality: reports/*/gl-code-quality-report.json
`,
}
