/**
 * A column that is turned until a row stands in its middle: for the picker's sheet and for picker-view. Scrolling and snapping are
 * the browser's, so a finger's fling feels as everywhere; a mouse drags it, keys step it.
 */
export interface WheelEvents {
  /** A person begins and ends to turn it. */
  began?(): void
  ended?(): void
  /** Another row stands in the middle, and it has come to rest. */
  turned(index: number): void
}

/** How long a column must stand still to be at rest, where the browser does not say so itself. */
const REST = 120
const SLOP = 4

export class Wheel {
  readonly element = document.createElement('div')
  index = 0
  private turning = false
  private held = false
  private timer = 0
  private drag: { pointer: number; y: number; top: number; moved: boolean } | null = null
  private readonly sizes = new ResizeObserver(() => this.place())

  /** @param rows Where the rows are: in `element` or within it. @param text What a row says, for those who hear it. */
  constructor(private readonly rows: HTMLElement, private readonly events: WheelEvents, private readonly text: (index: number) => string) {
    const { element } = this
    element.className = 'sapa-wheel'
    element.tabIndex = 0
    element.setAttribute('role', 'spinbutton')
    if (rows !== element) element.append(rows)
    element.addEventListener('scroll', () => this.scrolled(), { passive: true })
    element.addEventListener('scrollend', () => this.rest())
    element.addEventListener('touchstart', () => { this.held = true }, { passive: true })
    for (const type of ['touchend', 'touchcancel'] as const) {
      element.addEventListener(type, () => {
        this.held = false
        this.wait()
      })
    }
    element.addEventListener('keydown', (event) => this.byKey(event))
    this.draggable()
    this.sizes.observe(element)
  }

  private get row(): number {
    return (this.rows.firstElementChild as HTMLElement | null)?.offsetHeight || 34
  }

  get count(): number {
    return this.rows.childElementCount
  }

  /** Rows may have come or gone; none is told. */
  show(index: number): void {
    this.index = Math.min(Math.max(0, this.count - 1), Math.max(0, Math.round(index)))
    this.place()
    this.describe()
  }

  private place(): void {
    if (this.turning || this.element.clientHeight === 0) return
    const top = this.index * this.row
    if (Math.abs(this.element.scrollTop - top) > 1) this.element.scrollTop = top
  }

  private describe(): void {
    const { element } = this
    element.setAttribute('aria-valuemin', '0')
    element.setAttribute('aria-valuemax', String(Math.max(0, this.count - 1)))
    element.setAttribute('aria-valuenow', String(this.index))
    element.setAttribute('aria-valuetext', this.text(this.index))
  }

  private at(): number {
    return Math.min(Math.max(0, this.count - 1), Math.max(0, Math.round(this.element.scrollTop / this.row)))
  }

  private scrolled(): void {
    if (!this.turning && this.at() !== this.index) {
      this.turning = true
      this.events.began?.()
    }
    this.wait()
  }

  private wait(): void {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.rest(), REST)
  }

  private rest(): void {
    clearTimeout(this.timer)
    if (this.held || this.drag?.moved || !this.turning) return
    this.turning = false
    const index = this.at()
    if (index !== this.index) {
      this.index = index
      this.describe()
      this.events.turned(index)
    }
    this.events.ended?.()
    this.place()
  }

  /** By a person's wish, at once. */
  private step(to: number): void {
    const index = Math.min(this.count - 1, Math.max(0, to))
    if (index === this.index || index < 0) return
    this.events.began?.()
    this.show(index)
    this.events.turned(index)
    this.events.ended?.()
  }

  private byKey(event: KeyboardEvent): void {
    const to: Record<string, number> = { ArrowUp: this.index - 1, ArrowDown: this.index + 1, PageUp: this.index - 5, PageDown: this.index + 5, Home: 0, End: this.count - 1 }
    const next = Object.hasOwn(to, event.key) ? to[event.key] : undefined
    if (next === undefined) return
    event.preventDefault()
    this.step(next)
  }

  private draggable(): void {
    const { element } = this
    element.addEventListener('pointerdown', (event) => {
      // Fingers scroll by themselves.
      if (event.pointerType === 'touch' || event.button !== 0) return
      this.drag = { pointer: event.pointerId, y: event.clientY, top: element.scrollTop, moved: false }
    })
    element.addEventListener('pointermove', (event) => {
      const { drag } = this
      if (drag?.pointer !== event.pointerId) return
      const distance = event.clientY - drag.y
      if (!drag.moved) {
        if (Math.abs(distance) < SLOP) return
        drag.moved = true
        element.setPointerCapture(event.pointerId)
        element.classList.add('dragged')
      }
      element.scrollTop = drag.top - distance
    })
    const end = (event: PointerEvent): void => {
      const { drag } = this
      if (drag?.pointer !== event.pointerId) return
      this.drag = null
      element.classList.remove('dragged')
      if (drag.moved) this.wait()
    }
    element.addEventListener('pointerup', end)
    element.addEventListener('pointercancel', end)
    element.addEventListener('click', (event) => {
      const row = [...this.rows.children].findIndex((one) => event.composedPath().includes(one))
      if (row >= 0 && row !== this.index && !this.turning) this.step(row)
    })
  }

  release(): void {
    clearTimeout(this.timer)
    this.sizes.disconnect()
  }
}
