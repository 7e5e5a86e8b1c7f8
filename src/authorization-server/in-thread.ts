import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { AuthorizationServer, AuthorizationServerOptions } from './server.ts'

/** What may be said of a server from another thread. */
export type DescribedServer = Pick<
  AuthorizationServer,
  'issuer' | 'origin' | 'policy' | 'endpoints' | 'clients' | 'users' | 'scopes' | 'lifetimes'
>

/** Starts the embedded server in a thread of its own, so that it and whoever talks to it do not wait for each other. */
export function startInThread(options: AuthorizationServerOptions): Promise<DescribedServer & { close(): Promise<void> }> {
  const thread = new Worker(new URL(`./thread${extname(import.meta.url)}`, import.meta.url), { workerData: options })
  const close = async () => {
    await thread.terminate()
  }
  return new Promise((resolve, reject) => {
    thread.once('message', (server: DescribedServer) => resolve({ ...server, close }))
    thread.once('error', reject)
  })
}
