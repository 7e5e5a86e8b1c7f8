import { describe, expect, test } from 'vitest'
import { type Import, importsOf, roomOf } from './imports.ts'

/** Who may import whom. `types` stands for imports that are gone at run time; what a room may use it may also know the types of. */
const rooms: Record<string, { uses: string[]; types?: string[] }> = {
  spec: { uses: [] },
  target: { uses: ['spec'], types: ['http'] },
  http: { uses: [] },
  client: { uses: ['http', 'target'] },
  'user-agent': { uses: ['http', 'target'] },
  // Of http only the unit of evidence and its reading of header fields, as the next test says.
  verify: { uses: ['spec', 'http'], types: ['user-agent'] },
  scenario: { uses: ['spec', 'target', 'http', 'client', 'user-agent', 'verify'], types: ['authorization-server'] },
  config: { uses: ['target', 'spec'], types: ['user-agent'] },
  index: { uses: ['scenario', 'verify', 'config', 'client'] },
  suites: { uses: ['#harness'] },
  'authorization-server': { uses: [] },
  // Of http and scenario only pure functions, as tests below say.
  gate: { uses: ['spec', 'scenario'], types: ['report'] },
  report: { uses: ['spec', 'http', 'scenario'], types: ['scenario', 'http', 'verify', 'gate'] },
  // These stand above the house: the command `prove` starts the proof, and the proof opens servers as commands do.
  cli: { uses: ['*', 'proof'] },
  proof: { uses: ['*', 'cli'] },
  measuring: { uses: ['*', 'cli'] },
  // Judges as a command does, and compares as the proof does.
  lab: { uses: ['*', 'cli', 'proof'] },
  // Another way in beside the command line, to the same run. It has the library's own name: nobody else imports either.
  vitest: { uses: ['*', 'cli'] },
}

/** Each library has one home, so that it can be replaced in one room. Two have two. */
const homes: Record<string, string[]> = {
  // What is measured there is what undici takes by itself.
  undici: ['http', 'measuring'],
  fixtures: ['measuring', 'lab', 'proof'],
  'tough-cookie': ['http'],
  parse5: ['user-agent'],
  'fast-check': ['scenario'],
  // Of that room in `browser/` alone, and loaded only where a browser is needed.
  'playwright-core': ['user-agent'],
  yaml: ['config'],
  commander: ['cli'],
  picocolors: ['report'],
  // Types alone: a result is plain JSON.
  'allure-js-commons': ['report'],
  // What is read from outside is checked where it is read: a configuration, a saved run.
  zod: ['config', 'report'],
  // The embedded server shares no code with the client that judges it.
  jose: ['http', 'authorization-server'],
  // Files of scenarios; the proof reads the house's own.
  tinyglobby: ['scenario', 'proof'],
}

const imports = importsOf('{src,suites}/**/*.ts')
const isRoom = (of: string) => of in rooms || of === '#harness'
const shown = ({ file, of, path, typeOnly }: Import) => `${file} imports ${typeOnly ? 'types of ' : ''}${path ?? of}`

test('the table knows every room, and no other', () => {
  expect([...new Set(imports.map(({ file }) => roomOf(file)))].sort()).toEqual(Object.keys(rooms).sort())
})

describe('between rooms', () => {
  const mayUse = (room: string, { of, typeOnly }: Import) => {
    const { uses, types = [] } = rooms[room]!
    const above = ['cli', 'proof', 'vitest'].includes(of)
    return uses.includes(of) || (uses.includes('*') && !above) || (typeOnly && types.includes(of))
  }
  test('everybody imports only whom the table allows', () => {
    const foreign = imports.filter((one) => isRoom(one.of) && one.of !== roomOf(one.file))
    expect(foreign.length).toBeGreaterThan(100)
    expect(foreign.filter((one) => !mayUse(roomOf(one.file), one)).map(shown)).toEqual([])
  })
  test('judgements take from http nothing but what reads an exchange', () => {
    const taken = imports.filter(({ file, of, typeOnly }) => roomOf(file) === 'verify' && of === 'http' && !typeOnly)
    expect(new Set(taken.map(({ path }) => path))).toEqual(new Set(['src/http/exchange.ts']))
  })
  test('reports take from others nothing but what reads an exchange, the words of a command and the grading of findings', () => {
    const taken = imports.filter(({ file, of, typeOnly }) => roomOf(file) === 'report' && ['http', 'scenario'].includes(of) && !typeOnly)
    expect(new Set(taken.map(({ path }) => path))).toEqual(new Set(['src/http/curl.ts', 'src/http/exchange.ts', 'src/scenario/outcome.ts']))
  })
  test('gates take from scenarios nothing but what counts as found', () => {
    const taken = imports.filter(({ file, of, typeOnly }) => roomOf(file) === 'gate' && of === 'scenario' && !typeOnly)
    expect(new Set(taken.map(({ path }) => path))).toEqual(new Set(['src/scenario/outcome.ts']))
  })
})

describe('libraries', () => {
  test('are imported at home only', () => {
    const away = imports.filter(({ file, of }) => !isRoom(of) && of !== 'node:' && !homes[of]?.includes(roomOf(file)))
    expect(away.map(shown)).toEqual([])
  })
  test('have no home that they do not live in', () => {
    const lived = (library: string, room: string) => imports.some(({ file, of }) => of === library && roomOf(file) === room)
    expect(
      Object.entries(homes).flatMap(([library, at]) => at.filter((room) => !lived(library, room)).map((room) => `${library} in ${room}`)),
    ).toEqual([])
  })
  test('of the system are not for judgements, scenarios and the catalogue', () => {
    const pure = ['spec', 'verify', 'target', 'suites', 'index']
    expect(imports.filter(({ file, of }) => of === 'node:' && pure.includes(roomOf(file))).map(shown)).toEqual([])
  })
})

test('type-only imports are told apart', () => {
  const of = (file: string) => imports.filter((one) => one.file === file)
  expect(of('src/scenario/contract.ts').every(({ typeOnly }) => typeOnly)).toBe(true)
  expect(of('src/scenario/judge.ts').some(({ typeOnly }) => !typeOnly)).toBe(true)
})
