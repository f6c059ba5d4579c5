import type { PageView } from './page-view'

const TRIGGER = 60

/** Pulling a page down at its top asks the program for something newer. The dots stay until the program says stop. */
export class PullDown {
  readonly element = document.createElement('div')
  enabled = false
  private startY = -1
  private height = 0
  private running = false

  constructor(private readonly page: PageView, label: string, private readonly pulled: () => void) {
    this.element.className = 'sapa-pull'
    this.element.setAttribute('role', 'status')
    this.element.setAttribute('aria-label', label)
    for (let dot = 0; dot < 3; dot++) this.element.append(document.createElement('i'))
    this.element.hidden = true
  }

  /** Called by the gestures of the page. */
  began(y: number): void {
    this.startY = this.enabled && !this.running && this.page.host.scrollTop <= 0 ? y : -1
  }

  /** Whether the movement is a pull: the page must not scroll then. */
  moved(y: number): boolean {
    if (this.startY < 0) return false
    const distance = y - this.startY
    if (distance <= 0 && this.height === 0) return false
    this.draw(Math.max(0, Math.min(100, distance * 0.5)))
    return true
  }

  ended(): void {
    if (this.startY < 0) return
    this.startY = -1
    if (this.height * 2 >= TRIGGER) {
      this.set(true)
      this.pulled()
    } else {
      this.draw(0)
    }
  }

  /** Starts or stops as the program says. A program that starts it hears of it as if it had been pulled. */
  set(running: boolean): void {
    this.running = running
    this.element.classList.toggle('running', running)
    this.draw(running ? 50 : 0)
  }

  private draw(height: number): void {
    this.height = height
    this.element.hidden = height === 0
    this.element.style.height = `${height}px`
  }
}
