import type { RunnerTask, RunnerTestCase } from 'vitest'

/** The scenarios whose tests Vitest is going to run: what `-t` or `.only` leaves out is not judged. `ids`: by the names of their tests. */
export function idsToRun(task: RunnerTestCase, ids: ReadonlyMap<string, string>): Set<string> {
  const group = task.suite?.tasks.some(({ name }) => ids.has(name)) ? task.suite.suite : task.suite
  return new Set(testsIn(group?.tasks ?? []).flatMap(({ name }) => ids.get(name) ?? []))
}

const testsIn = (tasks: readonly RunnerTask[]): RunnerTask[] =>
  tasks.flatMap((task) => {
    if (task.mode === 'skip' || task.mode === 'todo') return []
    return task.type === 'suite' ? testsIn(task.tasks) : [task]
  })
