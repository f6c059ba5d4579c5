/** Sound that plays in the host, so that it goes on when a program's page is covered. */
import * as v from 'valibot'
import { Failure, handler, type Handlers } from '../handlers'
import type { AudioPlayer, AudioServices } from '../services'
import type { Host } from './host'
import { flag, needed, number, taskId, url, words } from './schemas'

/** So many players a program may have; more are a leak. */
const PLAYERS = 32

export function audioHandlers(host: Host, services: AudioServices): Handlers {
  const found = (id: number): AudioPlayer => {
    const task = host.tasks.get(`audio ${id}`)
    if (!task) throw new Failure('the player was destroyed')
    return task['player'] as AudioPlayer
  }
  return {
    '#audio.open': handler({
      args: v.object({ id: taskId }),
      run: ({ id }) => {
        const player = services.open((event) => host.send('#audio', { id, ...event }))
        try {
          host.open('audio', id, PLAYERS, { end: () => player.close(), player })
        } catch (error) {
          player.close()
          throw error
        }
      },
    }),
    '#audio.set': handler({
      args: v.object({
        id: taskId, src: url, startTime: number(0, 1e6, 0), loop: flag(), volume: number(0, 1, 1), playbackRate: number(0.5, 2, 1), autoplay: flag(),
        background: v.nullish(v.object({ title: words(200), epname: words(200), singer: words(200), coverImgUrl: words(10_000) }), null),
      }),
      run: ({ id, ...state }) => {
        const player = found(id)
        if (/^https?:\/\//i.test(state.src)) host.checkUrl(state.src, 'downloadFile')
        player.set(state, state.src.startsWith('wxfile://') ? host.files.bytes(state.src) : null)
      },
    }),
    '#audio.do': handler({
      args: v.object({ id: taskId, what: v.picklist(['play', 'pause', 'stop', 'seek', 'close']), seconds: v.optional(needed(0, 1e6), 0) }),
      run: ({ id, what, seconds }) => {
        const player = found(id)
        if (what === 'seek') player.seek(seconds)
        else player[what]()
        if (what === 'close') host.tasks.delete(`audio ${id}`)
      },
    }),
  }
}
