import { parentPort, workerData } from 'node:worker_threads'
import type { DescribedServer } from './in-thread.ts'
import { type AuthorizationServerOptions, startAuthorizationServer } from './server.ts'

const { issuer, origin, policy, endpoints, clients, users, scopes, lifetimes } = await startAuthorizationServer(
  workerData as AuthorizationServerOptions,
)
parentPort?.postMessage({ issuer, origin, policy, endpoints, clients, users, scopes, lifetimes } satisfies DescribedServer)
