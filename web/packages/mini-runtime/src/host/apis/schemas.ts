/** Shapes that several groups share. What a program leaves out or sends in a wrong type meets WeChat's defaults or its error. */
import * as v from 'valibot'

export const text = (most = 1_000) => v.pipe(v.string(), v.maxLength(most))
export const words = (most = 1_000, otherwise = '') => v.nullish(text(most), otherwise)
export const flag = (otherwise = false) => v.optional(v.boolean(), otherwise)
export const number = (least: number, most: number, otherwise?: number) =>
  v.optional(v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most)), otherwise as number)
export const needed = (least: number, most: number) => v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most))
export const taskId = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1))
export const url = text(10_000)
export const path = text(1_000)
export const bytes = v.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array, 'Expected bytes')
export const buffer = v.custom<ArrayBuffer>((value) => value instanceof ArrayBuffer || Object.prototype.toString.call(value) === '[object ArrayBuffer]', 'Expected bytes')
export const nothing = v.optional(v.looseObject({}), {})

/** JSON of a program's own, passed on as it is: as long as it may be, and as deep as anybody needs. */
export const json = (most: number) =>
  v.pipe(
    v.unknown(),
    v.check((value) => {
      try {
        return (JSON.stringify(value) ?? '').length <= most
      } catch {
        return false
      }
    }, `should be at most ${most} characters of JSON`),
  )

/** Header fields. Those that a program may not set are dropped, and none may hold a line's end. */
export const header = v.optional(
  v.pipe(
    v.record(text(200), v.union([text(16_384), v.number(), v.boolean()])),
    v.check((all) => Object.keys(all).length <= 100, 'has too many fields'),
    v.transform((all) => {
      const kept: Record<string, string> = {}
      for (const [name, value] of Object.entries(all)) {
        const field = String(value)
        if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\uffff]*$/.test(field)) continue
        if (FORBIDDEN.has(name.toLowerCase()) || /^(sec-|proxy-|x-sapa-)/i.test(name)) continue
        kept[name] = field
      }
      return kept
    }),
  ),
  {},
)

const FORBIDDEN = new Set([
  'referer', 'host', 'connection', 'content-length', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'keep-alive', 'expect', 'via', 'origin', 'user-agent', 'accept-encoding',
  'forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip',
])
