const PATIENCE_MS = 60_000
const LOOK_EACH_MS = 20

/** Looks at a condition until it gives something; the only waiting by time in these tests. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > deadline) throw new Error(`${what}: not within ${PATIENCE_MS / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EACH_MS))
  }
}
