import { heard, hearing, size } from '../support/mini-events.ts'
import { expect, test } from '../support/mini.ts'

const PATH = { path: 'pages/media/media' }

test('video: its size, its source by blob only, its context and events', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  const video = frame.locator('#video')
  expect(await size(video)).toEqual([300, 225])
  await expect(video.locator('video')).toHaveCSS('object-fit', 'cover')
  await expect(video.locator('video')).toHaveAttribute('aria-label', 'A film')
  await expect(video.locator('video')).toHaveAttribute('src', /^blob:/)
  await expect(video.locator('> img')).toHaveAttribute('src', /^blob:/)
  expect(await frame.locator('#gone video').evaluate((one: HTMLVideoElement) => [one.controls, one.hasAttribute('src')])).toEqual([false, false])
  await hearing(running, 'gone', 'error')
  await hearing(running, 'video', 'loadedmetadata', { width: 0, height: 0, duration: 0.7 })

  await frame.locator('#on-video').click()
  await hearing(running, 'on-video', 'tap')
  await frame.locator('#play').click()
  await hearing(running, 'video', 'play', {})
  await hearing(running, 'video', 'ended', {})
  const times = (await heard(running, 'video', 'timeupdate')) as { currentTime: number; duration: number }[]
  expect(times.at(-1)).toEqual({ currentTime: 0.7, duration: 0.7 })
  // The end is no pause.
  expect(await heard(running, 'video', 'pause')).toEqual([])
  expect(await video.locator('video').evaluate((one: HTMLVideoElement) => one.playbackRate)).toBe(2)

  await frame.locator('#full').click()
  await hearing(running, 'video', 'fullscreenchange', { fullScreen: true, direction: 'vertical' })
  await hearing(running, 'video', 'fullscreenchange', { fullScreen: false, direction: 'vertical' })
  expect(await size(video)).toEqual([300, 225])
})

test('audio: controls when asked for, and its context', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  expect(await size(frame.locator('#audio'))).toEqual([300, 65])
  await expect(frame.locator('#audio')).toContainText('SongSomebody00:00')
  await expect(frame.locator('#silent .sapa-audio')).toBeHidden()
  await frame.locator('#audio').getByRole('button', { name: 'Play' }).click()
  await hearing(running, 'audio', 'play', {})
  await hearing(running, 'audio', 'ended', {})
  await frame.locator('#audio-play').click()
  await expect.poll(async () => (await heard(running, 'audio', 'ended')).length).toBe(2)
})
