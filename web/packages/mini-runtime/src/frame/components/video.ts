import { isTrue, toNumber, toText, type FrameNode } from '../node'
import { MediaSource } from '../media-source'
import { defineBuiltIn } from '../registry'
import { kept, part } from './parts'

interface State {
  video: HTMLVideoElement
  poster: HTMLImageElement
  source: MediaSource
  button: HTMLButtonElement
  full: boolean
  /** The program's `initial-time` counts once a source. */
  started: boolean
}

const RATES = [0.5, 0.8, 1, 1.25, 1.5, 2]

const wanted = (node: FrameNode<State>, name: string, otherwise: boolean): boolean => (node.value(name) === undefined ? otherwise : node.flag(name))

function arrange(node: FrameNode<State>): void {
  const { video, button } = node.state
  const controls = wanted(node, 'controls', true)
  video.controls = controls
  // The browser's controls know more than a page may offer: no download, no window of its own.
  const list = ['nodownload', 'noremoteplayback', ...(wanted(node, 'show-fullscreen-btn', true) ? [] : ['nofullscreen']), 'noplaybackrate']
  video.setAttribute('controlslist', list.join(' '))
  video.disablePictureInPicture = true
  button.hidden = !(controls && wanted(node, 'show-center-play-btn', true)) || !video.paused || video.currentTime > 0
}

function full(node: FrameNode<State>, on: boolean): void {
  if (node.state.full === on) return
  node.state.full = on
  node.el.toggleAttribute('data-full', on)
  node.emit('fullscreenchange', { fullScreen: on, direction: 'vertical' })
}

function play(node: FrameNode<State>): Promise<void> {
  return node.state.source.ready().then(() => node.state.video.play()).catch((error: unknown) => {
    // A browser that wants a press first is no fault of the program's.
    if ((error as Error).name !== 'AbortError') throw error
  })
}

function listen(node: FrameNode<State>): void {
  const { state } = node
  const { video } = state
  const on = (type: string, handle: () => void): void => video.addEventListener(type, handle)
  on('loadedmetadata', () => {
    const { videoWidth: width, videoHeight: height, duration } = video
    const from = toNumber(node.value('initial-time'), 0)
    if (!state.started && from > 0) video.currentTime = Math.min(from, Number.isFinite(duration) ? duration : from)
    state.started = true
    node.emit('loadedmetadata', { width, height, duration })
  })
  on('play', () => {
    arrange(node)
    node.emit('play', {})
  })
  on('pause', () => { if (!video.ended) node.emit('pause', {}) })
  on('ended', () => node.emit('ended', {}))
  on('waiting', () => node.emit('waiting', {}))
  on('timeupdate', () => node.emit('timeupdate', { currentTime: video.currentTime, duration: Number.isFinite(video.duration) ? video.duration : 0 }))
  on('progress', () => {
    const end = video.buffered.length > 0 ? video.buffered.end(video.buffered.length - 1) : 0
    node.emit('progress', { buffered: video.duration > 0 ? (end / video.duration) * 100 : 0 })
  })
  on('seeked', () => node.emit('seekcomplete', { position: video.currentTime }))
  on('error', () => node.emit('error', { errMsg: video.error?.message ?? 'MEDIA_ERR' }))
}

const again = (node: FrameNode<State>): void => node.frame.after(() => arrange(node))

defineBuiltIn<State>('video', {
  create(node) {
    const video = document.createElement('video')
    video.preload = 'metadata'
    video.playsInline = true
    const poster = document.createElement('img')
    poster.alt = ''
    poster.hidden = true
    const button = part('button', 'sapa-video-play')
    button.type = 'button'
    button.setAttribute('aria-label', node.frame.texts.play)
    const slot = part('div', 'sapa-video-slot')
    node.el.append(video, poster, button, slot)
    node.slot = slot
    const source = new MediaSource(node.frame, video, (errMsg) => node.emit('error', { errMsg }))
    const state: State = { video, poster, source, button, full: false, started: false }
    node.state = state
    listen(node)
    button.addEventListener('click', () => void play(node).catch(() => {}))
    video.addEventListener('play', () => { poster.hidden = true })
    again(node)
    return state
  },
  released: ({ state }) => state.source.release(),
  attributes: {
    src: (node, value) => {
      node.state.started = false
      node.state.source.set(toText(value), toText(node.value('autoplay')) !== '' && node.flag('autoplay'))
      again(node)
    },
    poster: (node, value) => {
      const url = toText(value)
      void node.frame.assets.resolve(url).then((address) => {
        if (!address || toText(node.value('poster')) !== url || node.state.video.currentTime > 0) return
        node.state.poster.src = address
        node.state.poster.hidden = false
      })
    },
    autoplay: (node, value) => { if (value !== undefined && isTrue(value)) void play(node).catch(() => {}) },
    loop: (node, value) => { node.state.video.loop = value !== undefined && isTrue(value) },
    muted: (node, value) => { node.state.video.muted = value !== undefined && isTrue(value) },
    'object-fit': (node, value) => {
      const fit = toText(value)
      node.state.video.style.objectFit = node.state.poster.style.objectFit = ['contain', 'fill', 'cover'].includes(fit) ? fit : 'contain'
    },
    controls: again, 'show-fullscreen-btn': again, 'show-center-play-btn': again,
    title: (node, value) => node.state.video.setAttribute('aria-label', toText(value).slice(0, 200)),
    'initial-time': kept, duration: kept, direction: kept, 'show-play-btn': kept, 'show-progress': kept, 'enable-progress-gesture': kept, 'show-mute-btn': kept,
    'enable-play-gesture': kept, 'play-btn-position': kept, 'auto-pause-if-navigate': kept, 'auto-pause-if-open-native': kept, 'vslide-gesture': kept,
    'vslide-gesture-in-fullscreen': kept, 'page-gesture': kept, 'show-casting-button': kept, 'enable-danmu': kept, 'danmu-btn': kept, 'danmu-list': kept,
  },
  methods: {
    play,
    pause: ({ state }) => state.video.pause(),
    stop: ({ state }) => {
      state.video.pause()
      state.video.currentTime = 0
    },
    seek: ({ state }, args) => { state.video.currentTime = Math.max(0, toNumber(args, 0)) },
    playbackRate: ({ state }, args) => { if (RATES.includes(toNumber(args, 1))) state.video.playbackRate = toNumber(args, 1) },
    requestFullScreen: (node) => full(node, true),
    exitFullScreen: (node) => full(node, false),
  },
})
