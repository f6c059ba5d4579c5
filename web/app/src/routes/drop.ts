/** A file dropped beside the place for it would replace the page by itself; here nothing happens, and the cursor says so. */
export function ignoreStrayDrops(): void {
  const stray = (event: DragEvent) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'none'
  }
  window.addEventListener('dragover', stray)
  window.addEventListener('drop', stray)
}
