import { useEffect, useRef, useState, type RefObject } from 'react'
import { decode } from './decode'

/** Why there is no picture, each with its own way on. */
export type NoCamera = 'insecure' | 'refused' | 'absent' | 'busy'
export type CameraState = 'starting' | 'looking' | NoCamera

/** Time between two looks. Leaves the phone cool, and nobody notices. */
const PAUSE_MS = 180

/** Shows the camera in a video element and looks for codes until it is told to stop. */
export function useCamera(on: boolean, onCode: (text: string) => void): { video: RefObject<HTMLVideoElement | null>; state: CameraState } {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>('starting')
  const found = useRef(onCode)
  useEffect(() => {
    found.current = onCode
  })

  useEffect(() => {
    if (!on) return
    const element = video.current
    if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) {
      setState('insecure')
      return
    }
    let stopped = false
    let stream: MediaStream | undefined
    let timer: number | undefined
    const canvas = document.createElement('canvas')
    const look = async () => {
      const text = element && element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await decode(element, canvas, true) : undefined
      if (stopped) return
      if (text !== undefined) found.current(text)
      timer = window.setTimeout(() => void look(), PAUSE_MS)
    }
    setState('starting')
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false }).then(
      async (opened) => {
        stream = opened
        if (stopped || !element) return release(opened)
        element.srcObject = opened
        await element.play().catch(() => undefined)
        setState('looking')
        void look()
      },
      (error: unknown) => !stopped && setState(reasonOf(error)),
    )
    return () => {
      stopped = true
      window.clearTimeout(timer)
      if (stream) release(stream)
      if (element) element.srcObject = null
    }
  }, [on])

  return { video, state }
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

function reasonOf(error: unknown): NoCamera {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'absent'
}
