import { parentPort, workerData } from 'node:worker_threads'
import { loadSuites } from '../scenario/catalog.ts'
import { openBed } from './beds.ts'
import { killMatrix } from './mutation.ts'
import type { Message, Order } from './prove.ts'

const { scenarios, faults, policies, cells } = workerData as Order
const tell = (message: Message) => parentPort?.postMessage(message)
const entries = (await loadSuites()).filter(({ id }) => scenarios.includes(id))
tell({ part: await killMatrix(entries, openBed, faults, { policies, cells, onFault: (fault) => tell({ fault }) }) })
