import { parentPort, workerData } from 'node:worker_threads'
import { loadSuites } from '../scenario/catalog.ts'
import { runningBrowser } from '../user-agent/browser/screens.ts'
import { openBed } from './beds.ts'
import { killMatrix, type OpenBed } from './mutation.ts'
import type { Message, Order } from './prove.ts'

const { scenarios, faults, policies, cells } = workerData as Order
const tell = (message: Message) => parentPort?.postMessage(message)
const entries = (await loadSuites()).filter(({ id }) => scenarios.includes(id))
const browser = runningBrowser({})
const open: OpenBed = (policy, some) => openBed(policy, some, browser)
const part = await killMatrix(entries, open, faults, { policies, cells, onFault: (fault) => tell({ fault }) })
await browser.close()
tell({ part })
