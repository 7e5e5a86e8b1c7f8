import type { AllureMessage } from '../report/allure/message.ts'

/** Where Allure's reporters put what takes messages, whichever of them is in charge. */
interface Holder {
  allureTestRuntime?: () => { sendMessage?(message: AllureMessage): Promise<void> } | undefined
}

/** Tells Allure of the test that is running, if an Allure reporter listens. */
export async function tellAllure(messages: () => readonly AllureMessage[]): Promise<void> {
  const runtime = (globalThis as Holder).allureTestRuntime?.()
  if (!runtime?.sendMessage) return
  for (const message of messages()) await runtime.sendMessage(message)
}
