import { Bucket } from '../protocol/bucket'
import type { Bridge } from './bridge'

const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const

/** What a program logs also goes to the host, for the developers' console. Values become text here: the host gets no objects. */
export function forwardConsole(bridge: Bridge): void {
  // A program that logs in every frame loses lines, not its life: the host ends what floods it.
  const bucket = new Bucket(50, 500)
  const all = console as Record<(typeof LEVELS)[number], (...args: unknown[]) => void>
  for (const level of LEVELS) {
    const original = all[level].bind(console)
    all[level] = (...args: unknown[]) => {
      original(...args)
      if (bucket.take(1)) bridge.tell({ t: 'log', level, text: args.map(toText).join(' ').slice(0, 20_000) })
    }
  }
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Error) return value.stack ?? value.message
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return Object.prototype.toString.call(value)
  }
}
