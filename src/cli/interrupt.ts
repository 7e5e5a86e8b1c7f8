const signals = ['SIGINT', 'SIGTERM'] as const

/** Does something when the process is told to end (Ctrl+C), once. Returns how to take that back. */
export function onInterrupt(deed: () => void): () => void {
  const release = (): void => {
    for (const signal of signals) process.off(signal, once)
  }
  const once = (): void => {
    release()
    deed()
  }
  for (const signal of signals) process.on(signal, once)
  return release
}
