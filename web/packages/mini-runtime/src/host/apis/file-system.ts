/** What the Worker changed in the program's files, and showing them. */
import * as v from 'valibot'
import { Failure, handler, type Handlers } from '../handlers'
import type { FileServices } from '../services'
import { FileLimits, extensionOf } from './files'
import type { Host } from './host'
import { bytes, flag, path, words } from './schemas'

const DOCUMENTS = ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'pdf', 'txt']

export function fileHandlers(host: Host, services: FileServices): Handlers {
  const { files } = host
  return {
    '#fs.put': handler({
      args: v.object({ path, data: v.nullable(v.pipe(bytes, v.check((data) => data.byteLength <= FileLimits.file, 'is too long'))) }),
      run: ({ path, data }) => files.put(path, data),
    }),
    '#fs.remove': handler({ args: v.object({ path }), run: ({ path }) => files.remove(path) }),
    '#fs.copy': handler({
      args: v.object({ from: path, to: path }),
      run: async ({ from, to }) => files.put(to, from.startsWith('wxfile://') ? files.bytes(from) : await host.load(from)),
    }),
    /** A file of the package, which the Worker does not hold until somebody reads it. */
    '#fs.package': handler({
      args: v.object({ path }),
      run: async ({ path }) => {
        if (/^[a-z][a-z0-9+.-]*:/i.test(path)) throw new Failure(`permission denied, open "${path.slice(0, 100)}"`)
        const found = await host.load(`/${path.replace(/^\/+/, '')}`)
        return { data: found }
      },
    }),
    openDocument: handler({
      args: v.object({ filePath: path, showMenu: flag(), fileType: words(20) }),
      run: async ({ filePath, showMenu, fileType }) => {
        const type = fileType === '' ? extensionOf(filePath) : fileType.toLowerCase()
        if (!DOCUMENTS.includes(type)) throw new Failure('filetype not supported')
        const data = await host.load(filePath)
        await services.openDocument({ data, name: filePath.split('/').at(-1) ?? '', fileType: type, showMenu })
      },
    }),
  }
}
