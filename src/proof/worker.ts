import { parentPort } from 'node:worker_threads'
import { loadSuites } from '../scenario/catalog.ts'
import { runningBrowser } from '../user-agent/browser/screens.ts'
import { openBeds } from './beds.ts'
import type { Order } from './crew.ts'
import { tryOutOn } from './trial.ts'

const port = parentPort!
const browser = runningBrowser({})
const tryOut = tryOutOn(openBeds(browser), await loadSuites())

async function obey(order: Order): Promise<void> {
  if (order !== 'end') return port.postMessage(await tryOut(order))
  await browser.close()
  port.close()
}

let last = Promise.resolve()
port.on('message', (order: Order) => {
  last = last.then(() => obey(order))
})
