import type { FrameTexts } from '../protocol/messages'

/** What built-ins say when their host gives no words of its own. */
export const TEXTS: Required<FrameTexts> = {
  pullDown: 'Refreshing',
  imageFailed: 'No picture',
  cancel: 'Cancel',
  done: 'Done',
  choose: 'Choose',
  play: 'Play',
  pause: 'Pause',
  mute: 'Mute',
  unmute: 'Sound on',
  fullScreen: 'Full screen',
  close: 'Close',
  position: 'Position',
  map: 'Map',
  webPage: 'This page opens outside of the program',
  movable: 'Can be moved with the arrow keys',
}
