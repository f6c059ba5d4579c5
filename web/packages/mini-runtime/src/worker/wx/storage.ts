/** Storage of the program on this device, by person and program. All of it is in the Worker; the host keeps it. */
import { ApiError } from '../bridge'
import { registerApi, registerSync } from './registry'

function got(storage: { get(key: string): unknown }, key: unknown): unknown {
  const value = storage.get(String(key))
  // What was never stored reads as an empty text.
  return value === undefined ? '' : value
}

/** Sync forms throw with the same text that the others fail with. */
function orThrow<T>(name: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Error(`${name}:fail ${error instanceof Error ? error.message : ''}`, { cause: error })
  }
}

registerApi('setStorage', ({ key, data }, { storage }) => storage.set(key as string, data))
registerSync('setStorageSync', ({ storage }, key: string, data: unknown) => orThrow('setStorageSync', () => storage.set(key, data)))
registerApi('getStorage', ({ key }, { storage }) => {
  const data = storage.get(String(key))
  if (data === undefined) throw new ApiError('data not found')
  return { data }
})
registerSync('getStorageSync', ({ storage }, key: unknown) => got(storage, key))
registerApi('removeStorage', ({ key }, { storage }) => storage.remove(String(key)))
registerSync('removeStorageSync', ({ storage }, key: unknown) => storage.remove(String(key)))
registerApi('clearStorage', (_, { storage }) => storage.clear())
registerSync('clearStorageSync', ({ storage }) => storage.clear())
registerApi('getStorageInfo', (_, { storage }) => storage.info())
registerSync('getStorageInfoSync', ({ storage }) => storage.info())
registerSync('batchSetStorageSync', ({ storage }, list: { key: string; value: unknown }[]) => {
  for (const { key, value } of list) storage.set(key, value)
})
registerSync('batchGetStorageSync', ({ storage }, keys: unknown[]) => keys.map((key) => got(storage, key)))
registerApi('batchSetStorage', ({ kvList }, { storage }) => {
  if (!Array.isArray(kvList)) throw new ApiError('parameter error: parameter.kvList should be Array;')
  for (const { key, value } of kvList as { key: string; value: unknown }[]) storage.set(key, value)
})
registerApi('batchGetStorage', ({ keyList }, { storage }) => {
  if (!Array.isArray(keyList)) throw new ApiError('parameter error: parameter.keyList should be Array;')
  return { dataList: keyList.map((key) => got(storage, key)) }
})
