import type { RunnerTask, RunnerTestCase } from 'vitest'
import { expect, it } from 'vitest'
import { idsToRun } from './tasks.ts'

type Shape = { name: string; mode?: 'run' | 'skip' | 'todo'; tasks?: Shape[] }

function task({ name, mode = 'run', tasks }: Shape, suite?: RunnerTask): RunnerTask {
  const made = { name, mode, suite, type: tasks ? 'suite' : 'test' } as unknown as RunnerTask
  return Object.assign(made, tasks && { tasks: tasks.map((one) => task(one, made)) })
}
const inside = (group: RunnerTask, ...path: string[]): RunnerTestCase =>
  path.reduce((found, name) => (found as { tasks?: RunnerTask[] }).tasks!.find((one) => one.name === name)!, group) as RunnerTestCase

const ids = new Map([
  ['pkce/a: A.', 'pkce/a'],
  ['pkce/b: B.', 'pkce/b'],
  ['state/c: C.', 'state/c'],
])
const group = task({
  name: 'embedded',
  tasks: [
    { name: 'judges the target' },
    { name: 'pkce', tasks: [{ name: 'pkce/a: A.' }, { name: 'pkce/b: B.', mode: 'skip' }] },
    { name: 'state', mode: 'skip', tasks: [{ name: 'state/c: C.' }] },
  ],
})

it('only what Vitest runs is judged, whichever test asks first', () => {
  expect(idsToRun(inside(group, 'judges the target'), ids)).toEqual(new Set(['pkce/a']))
  expect(idsToRun(inside(group, 'pkce', 'pkce/a: A.'), ids)).toEqual(new Set(['pkce/a']))
})
