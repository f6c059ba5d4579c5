/** Sound that plays in the host, so that it goes on when a program's page is covered. */
import * as v from 'valibot'
import { Failure, handler, type Handlers } from '../handlers'
import type { AudioPlayer, AudioServices } from '../services'
import type { Host } from './host'
import { flag, needed, number, taskId, url, words } from './schemas'

/** So many players a program may have; more are a leak. */
const PLAYERS = 32

interface Playing { player: AudioPlayer; turn: Promise<unknown>; end(): void; [more: string]: unknown }

export function audioHandlers(host: Host, services: AudioServices): Handlers {
  /** In the order in which a program said it, also when a sound has to be loaded first. */
  const inTurn = <T>(id: number, work: (player: AudioPlayer) => T | Promise<T>): Promise<T> => {
    const task = host.tasks.get(`audio ${id}`) as Playing | undefined
    if (!task) throw new Failure('the player was destroyed')
    const next = task.turn.then(() => work(task.player))
    task.turn = next.catch(() => {})
    return next
  }
  return {
    '#audio.open': handler({
      args: v.object({ id: taskId }),
      run: ({ id }) => {
        const player = services.open((event) => host.send('#audio', { id, ...event }))
        const task: Playing = { end: () => player.close(), player, turn: Promise.resolve() }
        try {
          host.open('audio', id, PLAYERS, task)
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
      run: ({ id, ...state }) => inTurn(id, async (player) => {
        const far = /^https?:\/\//i.test(state.src)
        if (far) host.checkUrl(state.src, 'downloadFile')
        player.set(state, far || state.src === '' ? null : await host.load(state.src))
      }),
    }),
    '#audio.do': handler({
      args: v.object({ id: taskId, what: v.picklist(['play', 'pause', 'stop', 'seek', 'close']), seconds: v.optional(needed(0, 1e6), 0) }),
      run: ({ id, what, seconds }) => inTurn(id, (player) => {
        if (what === 'seek') player.seek(seconds)
        else player[what]()
        if (what === 'close') host.tasks.delete(`audio ${id}`)
      }),
    }),
  }
}
