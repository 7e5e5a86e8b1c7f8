import { enableCompileCache, flushCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { DescribedServer } from './in-thread.ts'
import type { AuthorizationServerOptions } from './server.ts'

// A thread begins without its process's cache, and ends too abruptly to write what it compiled.
enableCompileCache()
const { startAuthorizationServer } = await import('./server.ts')
const { issuer, origin, policy, endpoints, clients, users, scopes, lifetimes } = await startAuthorizationServer(
  workerData as AuthorizationServerOptions,
)
parentPort?.postMessage({ issuer, origin, policy, endpoints, clients, users, scopes, lifetimes } satisfies DescribedServer)
flushCompileCache()
