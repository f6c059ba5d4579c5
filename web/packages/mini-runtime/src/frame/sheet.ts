import type { Frame } from './frame'

export interface SheetOptions {
  title: string
  content: HTMLElement
  done(): void
  cancelled(): void
}

/**
 * A sheet from below, over the whole frame: the browser's own dialog, so focus stays inside, Escape closes it and focus goes back.
 * It has a shadow root of its own: no style sheet of a program reaches it.
 */
export class Sheet {
  private readonly host = document.createElement('div')
  private readonly dialog = document.createElement('dialog')
  private closed = false

  constructor(frame: Frame, private readonly options: SheetOptions) {
    const shadow = this.host.attachShadow({ mode: 'open' })
    shadow.adoptedStyleSheets = [frame.styles.base]
    const { dialog } = this
    dialog.className = 'sapa-sheet'
    const bar = document.createElement('div')
    bar.className = 'sapa-sheet-bar'
    const title = document.createElement('div')
    title.className = 'sapa-sheet-title'
    title.textContent = options.title
    bar.append(this.button(frame.texts.cancel, () => this.cancel()), title, this.button(frame.texts.done, () => this.done()))
    dialog.setAttribute('aria-label', options.title || frame.texts.choose)
    dialog.append(bar, options.content)
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault()
      this.cancel()
    })
    // The backdrop is the dialog itself, outside of its box.
    dialog.addEventListener('click', (event) => {
      if (event.target !== dialog || event.detail === 0) return
      const { left, right, top, bottom } = dialog.getBoundingClientRect()
      if (event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom) this.cancel()
    })
    shadow.append(dialog)
    document.body.append(this.host)
    dialog.showModal()
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
      dialog.animate([{ transform: 'translateY(100%)' }, { transform: 'none' }], { duration: 200, easing: 'cubic-bezier(.2,.8,.2,1)' })
    }
  }

  private button(text: string, press: () => void): HTMLButtonElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = text
    button.addEventListener('click', press)
    return button
  }

  private done(): void {
    if (this.close()) this.options.done()
  }

  private cancel(): void {
    if (this.close()) this.options.cancelled()
  }

  /** Without a word to anybody. */
  close(): boolean {
    if (this.closed) return false
    this.closed = true
    this.dialog.close()
    this.host.remove()
    return true
  }
}
