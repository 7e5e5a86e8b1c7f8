import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Tests that put something else in the place of a module or of the time. */
const apart = ['src/authorization-server/faults/*.test.ts', 'src/http/cookies.test.ts', 'src/user-agent/browser/launch.test.ts']

export default defineConfig({
  test: {
    // Two for each processor: many tests wait for time to pass, or for another process.
    maxWorkers: 2 * availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
    projects: [
      // Most load their modules once for each worker: what one does the next one does not see.
      {
        extends: true,
        test: {
          name: 'together',
          isolate: false,
          include: ['src/**/*.test.ts', 'suites/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...apart],
        },
      },
      { extends: true, test: { name: 'apart', include: apart } },
    ],
  },
})
