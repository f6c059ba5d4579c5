/** Logs for the developers, figures that nobody collects, and time to spare. */
import type { Runtime } from '../runtime'
import { registerApi, registerSync } from './registry'

type Level = 'debug' | 'info' | 'warn' | 'error'

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Error) return value.stack ?? value.message
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return Object.prototype.toString.call(value)
  }
}

function writer({ bridge, program }: Runtime, realtime: boolean): (level: Level, prefix: string, args: unknown[]) => void {
  return (level, prefix, args) => {
    if (!program.served.includes('#log')) return
    bridge.call('#log', { level, text: `${prefix}${args.map(toText).join(' ')}`.slice(0, 20_000), realtime }).catch(() => {})
  }
}

registerSync('getLogManager', (runtime) => {
  const write = writer(runtime, false)
  const at = (level: Level) => (...args: unknown[]) => write(level, '', args)
  return { debug: at('debug'), info: at('info'), log: at('info'), warn: at('warn') }
})

registerSync('getRealtimeLogManager', (runtime) => {
  const write = writer(runtime, true)
  let filters: string[] = []
  const face = (prefix: string) => ({
    info: (...args: unknown[]) => write('info', prefix, args),
    warn: (...args: unknown[]) => write('warn', prefix, args),
    error: (...args: unknown[]) => write('error', prefix, args),
    setFilterMsg: (text: unknown) => { filters = [String(text)] },
    addFilterMsg: (text: unknown) => { filters.push(String(text)) },
  })
  return { ...face(''), in: () => {}, tag: (name: unknown) => face(`[${String(name)}] `), getCurrentState: () => ({ size: 0, maxSize: 5_242_880, logCount: 0, maxLogCount: 200, filterCount: filters.length }) }
})

for (const name of ['reportAnalytics', 'reportEvent', 'reportMonitor', 'reportPerformance']) registerSync(name, () => {})
registerApi('setEnableDebug', () => {})

registerSync('getPerformance', () => ({
  createObserver: () => ({ observe: () => {}, disconnect: () => {} }),
  getEntries: () => [], getEntriesByName: () => [], getEntriesByType: () => [], setBufferSize: () => {}, now: () => performance.now(),
}))

const SPARE = 50

registerSync('requestIdleCallback', (runtime, callback: (deadline: object) => void) => {
  const began = performance.now()
  return setTimeout(() => {
    const from = performance.now()
    runtime.guard(() => callback({ didTimeout: from - began > 1_000, timeRemaining: () => Math.max(0, SPARE - (performance.now() - from)) }), 'requestIdleCallback')
  })
})
registerSync('cancelIdleCallback', (_, id: ReturnType<typeof setTimeout>) => clearTimeout(id))
