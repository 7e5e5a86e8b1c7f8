import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createQueue } from '../../fixtures/servers/hydra/queue.ts'
import { dataFolder, freePort, installOnce, runToEnd, startProgram } from '../../fixtures/servers/program.ts'

const node = (code: string) => ({ command: process.execPath, args: ['--input-type=module', '--eval', code] })

const folder = async () => {
  const data = await dataFolder()
  onTestFinished(() => data.remove())
  return data.path
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a program', () => {
  it('is ready when it says so, and is gone when it is closed', async () => {
    const program = await startProgram(node(`console.log('pid ' + process.pid + '.'); setInterval(() => {}, 1000)`), /pid \d+(?=\.)/)
    const pid = Number(program.said.slice(4))
    expect(isRunning(pid)).toBe(true)
    await program.close()
    expect(isRunning(pid)).toBe(false)
  })

  it('is ready when its URL answers', async () => {
    const port = await freePort()
    const code = `import { createServer } from 'node:http'
let asked = 0
createServer((_, response) => response.writeHead(++asked < 3 ? 503 : 200).end(String(asked))).listen(${port}, '127.0.0.1')`
    const program = await startProgram(node(code), `http://127.0.0.1:${port}/`)
    onTestFinished(() => program.close())
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('4')
  })

  it('that ends before it is ready is an error with what it said', async () => {
    const ends = startProgram(node(`console.error('no database'); process.exit(3)`), /ready/)
    await expect(ends).rejects.toThrow(/ended with 3 before it was ready:\nno database/)
  })

  it('that is not installed is an error', async () => {
    const nowhere = { command: '/nowhere/to/be/found' }
    for (const tried of [startProgram(nowhere, /ready/), runToEnd(nowhere)])
      await expect(tried).rejects.toThrow('/nowhere/to/be/found is not installed, or not in PATH')
  })

  it('gets its environment, and what it prints comes back', async () => {
    expect(await runToEnd({ ...node('console.log(process.env.SET_UP)'), env: { SET_UP: 'as said' } })).toBe('as said\n')
  })
})

it('is installed once, again when what it is made from has changed, and not at all when that failed', async () => {
  const path = await folder()
  const pins = join(path, 'pins')
  await writeFile(pins, 'one')
  let installations = 0
  const install = () => installOnce(path, [pathToFileURL(pins)], async () => void installations++)
  await install()
  await install()
  expect(installations).toBe(1)
  await writeFile(pins, 'two')
  await expect(installOnce(path, [pathToFileURL(pins)], () => Promise.reject(new Error('no network')))).rejects.toThrow('no network')
  await install()
  expect(installations).toBe(2)
})

it('has a folder for its data that is gone afterwards', async () => {
  const { path, remove } = await dataFolder()
  await writeFile(join(path, 'db'), 'rows')
  expect(await readFile(join(path, 'db'), 'utf8')).toBe('rows')
  await remove()
  expect(existsSync(path)).toBe(false)
})

it('is given a port that can be listened on', async () => {
  const server = createServer().listen(await freePort(), '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  server.close()
})

it('that takes one request at a time gets one after the other, also after one that failed', async () => {
  const queue = createQueue()
  let under = 0
  const seen: number[] = []
  const job = async () => {
    seen.push(++under)
    await new Promise((resolve) => setImmediate(resolve))
    under--
  }
  const failed = queue(() => Promise.reject(new Error('refused')))
  const jobs = [queue(job), queue(job), queue(job)]
  await expect(failed).rejects.toThrow('refused')
  await Promise.all(jobs)
  expect(seen).toEqual([1, 1, 1])
})
