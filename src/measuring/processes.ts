import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A process of ours that answers each message with one message. */
export interface Helper<To, From> {
  ask(message: To): Promise<From>
  /** What it said when it was ready. */
  ready: From
  close(): void
}

/** Starts a file in a process of its own and waits until it says that it is ready. */
export async function start<To extends string, From>(file: URL, args: readonly string[]): Promise<Helper<To, From>> {
  const child = fork(file, [...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' })
  const ready = await next<From>(child, file)
  const ask = (message: To): Promise<From> => {
    const answer = next<From>(child, file)
    child.send(message)
    return answer
  }
  return { ready, ask, close: () => void child.kill() }
}

async function next<From>(child: ChildProcess, file: URL): Promise<From> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${file.pathname.split('/').at(-1)} ended with code ${code} before it answered`)
  })
  const [message] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => {})
  return message as From
}
