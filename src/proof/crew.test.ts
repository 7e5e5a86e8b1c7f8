import { expect, test } from 'vitest'
import { Crew } from './crew.ts'
import type { Trial } from './trial.ts'

const trial = (id: string, faults: Trial['faults'] = []): Trial => ({ policy: 'bcp', faults, shown: false, scenarios: [{ id }] })
const id = 'pkce/rejects-wrong-code-verifier'

test('tells what scenarios came to with a sound server, with the steps that they reached, and with a fault', async () => {
  const crew = new Crew(1)
  const [[sound], [faulty]] = await Promise.all([crew.tryOut(trial(id)), crew.tryOut(trial(id, ['accepts-wrong-code-verifier']))])
  await crew.close()
  expect(sound).toMatchObject({ id, outcome: 'pass' })
  expect(sound!.reached).toContain('authorizationCode.checkCodeVerifier')
  expect(faulty).toMatchObject({ id, outcome: 'fail' })
  expect(faulty!.reached.size).toBe(0)
})

test('a trial that breaks its worker breaks all, and nothing waits for ever', async () => {
  const crew = new Crew(1)
  const all = await Promise.allSettled([crew.tryOut(trial('no/such-scenario')), crew.tryOut(trial(id))])
  await crew.close()
  const broken = { status: 'rejected', reason: { message: 'no scenario is called no/such-scenario' } }
  expect(all).toMatchObject([broken, broken])
  await expect(crew.tryOut(trial(id))).rejects.toThrow('no/such-scenario')
})

test('a trial that is under way comes to its end', async () => {
  const crew = new Crew(1)
  const trying = crew.tryOut(trial(id))
  await crew.close()
  expect(await trying).toMatchObject([{ id, outcome: 'pass' }])
})
