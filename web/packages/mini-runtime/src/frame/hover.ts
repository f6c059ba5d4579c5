import { toNumber, toText, type FrameNode } from './node'

/** Times of WeChat: what a program does not set. Buttons answer quicker than views. */
const TIMES: Record<string, [start: number, stay: number]> = { button: [20, 70], view: [50, 400], navigator: [50, 600] }

/** Shows `hover-class` while something is pressed. All of it happens in the frame: a press must look pressed at once. */
export class Hover {
  private timers: number[] = []
  private shown: { node: FrameNode; classes: string; stay: number }[] = []

  begin(target: FrameNode): void {
    this.end()
    for (let at: FrameNode | null = target; at; at = at.parent) {
      const times = TIMES[at.tag]
      if (!times) continue
      if (at.flag('disabled')) continue
      const classes = hoverClasses(at)
      if (classes === '') continue
      const node = at
      const stay = toNumber(at.value('hover-stay-time'), times[1])
      this.timers.push(window.setTimeout(() => {
        node.toggleClasses(classes, true)
        this.shown.push({ node, classes, stay })
      }, toNumber(at.value('hover-start-time'), times[0])))
      if (at.flag('hover-stop-propagation')) break
    }
  }

  end(): void {
    this.timers.forEach((timer) => clearTimeout(timer))
    this.timers = []
    const shown = this.shown
    this.shown = []
    for (const { node, classes, stay } of shown) setTimeout(() => node.toggleClasses(classes, false), stay)
  }
}

function hoverClasses(node: FrameNode): string {
  const given = toText(node.value('hover-class'))
  // The Worker has put the scope's prefix before the name.
  if (given === 'none' || given.endsWith('--none')) return ''
  if (given !== '') return given
  if (node.tag === 'button') return 'sapa-button-hover'
  return node.tag === 'navigator' ? 'sapa-navigator-hover' : ''
}
