import { rmSync } from 'node:fs'
import AllureReporter from 'allure-vitest/reporter'
import { defineConfig } from 'vitest/config'
import type { Reporter } from 'vitest/node'
import { version } from './src/cli/version.ts'

const resultsDir = 'reports/allure-results'

/** Allure takes what a former run left for retries of this one. */
const swept: Reporter = { onInit: () => rmSync(resultsDir, { recursive: true, force: true }) }

export default defineConfig({
  test: {
    include: ['fixtures/vitest/embedded.test.ts'],
    globalSetup: 'fixtures/vitest/embedded-server.ts',
    // Allure writes a file for each exchange, and meanwhile nobody sees the worker end.
    teardownTimeout: 60_000,
    reporters: [
      'default',
      swept,
      new AllureReporter({
        resultsDir,
        // A matcher's step is named by what was compared.
        reportMatchers: false,
        environmentInfo: { grantproof: version(), node: process.version },
      }),
    ],
  },
})
