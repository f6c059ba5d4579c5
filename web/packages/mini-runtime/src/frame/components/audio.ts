import { isTrue, toNumber, toText, type FrameNode } from '../node'
import { MediaSource } from '../media-source'
import { defineBuiltIn } from '../registry'
import { part } from './parts'

interface State { audio: HTMLAudioElement; source: MediaSource; button: HTMLButtonElement; picture: HTMLElement; name: HTMLElement; author: HTMLElement; time: HTMLElement; shown: HTMLElement }

const clock = (seconds: number): string => `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

const play = ({ state }: FrameNode<State>): Promise<void> => state.source.ready().then(() => state.audio.play())

function listen(node: FrameNode<State>): void {
  const { audio, button, time } = node.state
  const label = (): void => {
    button.setAttribute('aria-label', audio.paused ? node.frame.texts.play : node.frame.texts.pause)
    button.toggleAttribute('data-playing', !audio.paused)
  }
  label()
  audio.addEventListener('play', () => {
    label()
    node.emit('play', {})
  })
  audio.addEventListener('pause', () => {
    label()
    if (!audio.ended) node.emit('pause', {})
  })
  audio.addEventListener('ended', () => node.emit('ended', {}))
  audio.addEventListener('timeupdate', () => {
    time.textContent = clock(audio.currentTime)
    node.emit('timeupdate', { currentTime: audio.currentTime, duration: Number.isFinite(audio.duration) ? audio.duration : 0 })
  })
  audio.addEventListener('error', () => node.emit('error', { errMsg: `MEDIA_ERR ${audio.error?.code ?? 0}` }))
  button.addEventListener('click', () => {
    if (audio.paused) void play(node).catch(() => {})
    else audio.pause()
  })
}

defineBuiltIn<State>('audio', {
  create(node) {
    const audio = document.createElement('audio')
    const button = part('button', 'sapa-audio-play')
    button.type = 'button'
    const picture = part('span', 'sapa-audio-poster', button)
    const name = part('span', 'sapa-audio-name')
    const author = part('span', 'sapa-audio-author')
    const time = part('span', 'sapa-audio-time')
    time.textContent = '00:00'
    const shown = part('div', 'sapa-audio', picture, part('span', 'sapa-audio-text', name, author), time)
    shown.hidden = true
    node.el.append(shown, audio)
    node.slot = null
    const source = new MediaSource(node.frame, audio, (errMsg) => node.emit('error', { errMsg }))
    const state: State = { audio, source, button, picture, name, author, time, shown }
    node.state = state
    listen(node)
    return state
  },
  released: ({ state }) => state.source.release(),
  attributes: {
    src: ({ state }, value) => state.source.set(toText(value)),
    loop: ({ state }, value) => { state.audio.loop = value !== undefined && isTrue(value) },
    controls: ({ state }, value) => { state.shown.hidden = value === undefined || !isTrue(value) },
    poster: (node, value) => {
      void node.frame.assets.resolve(toText(value)).then((address) => {
        // Only an address of our own goes into a style: a data address could say anything.
        if (address?.startsWith('blob:')) node.state.picture.style.backgroundImage = `url("${address}")`
      })
    },
    name: ({ state }, value) => { state.name.textContent = toText(value).slice(0, 200) },
    author: ({ state }, value) => { state.author.textContent = toText(value).slice(0, 200) },
  },
  methods: {
    play,
    pause: ({ state }) => state.audio.pause(),
    seek: ({ state }, args) => { state.audio.currentTime = Math.max(0, toNumber(args, 0)) },
    setSrc: ({ state }, args) => state.source.set(toText(args)),
  },
})
