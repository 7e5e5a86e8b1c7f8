/** Pipelines that init can write a file for. */
export const pipelines = ['github', 'gitlab'] as const
export type Pipeline = (typeof pipelines)[number]

/** Where a pipeline looks for its file. */
export const pipelineFile: Readonly<Record<Pipeline, string>> = { github: '.github/workflows/grantproof.yml', gitlab: '.gitlab-ci.yml' }

/** What a pipeline's file says: doctor first, so that a wrong configuration does not look like a finding; reports are kept and shown in any case. */
export const pipelineText = (pipeline: Pipeline, config: string | undefined, variables: readonly string[]): string =>
  texts[pipeline](config === undefined ? '' : ` --config ${config}`, variables)

const texts: Readonly<Record<Pipeline, (options: string, variables: readonly string[]) => string>> = {
  github: (options, variables) => `name: grantproof
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
      - run: npx grantproof doctor${options}
      - run: npx grantproof run --report sarif,markdown,annotations${options}
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
  gitlab: (options, variables) => `# Settings, CI/CD, Variables: ${variables.join(', ')}, each masked.
grantproof:
  image: node:24
  script:
    - npx grantproof doctor${options}
    - npx grantproof run --report code-quality${options}
  artifacts:
    when: always
    paths:
      - reports/
    reports:
      junit: reports/*/junit.xml
      codequality: reports/*/gl-code-quality-report.json
`,
}
