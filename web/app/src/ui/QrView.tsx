import { useEffect, useState } from 'react'
import styles from './QrView.module.css'

/** Light modules around the code, as ISO/IEC 18004 asks for. */
const QUIET_ZONE = 4

/** A QR code, always dark on light: many readers do not take it the other way round. The encoder comes when it is needed. */
export function QrView({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<{ text: string; path: string; size: number }>()
  useEffect(() => {
    if (text === '') return
    let wanted = true
    void import('qr').then(({ encodeQR }) => {
      if (!wanted) return
      const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE })
      setDrawn({ text, path: pathOf(rows), size: rows.length })
    })
    return () => {
      wanted = false
    }
  }, [text])
  return (
    <div className={styles.frame}>
      {drawn?.text === text && (
        <svg className={styles.code} viewBox={`0 0 ${drawn.size} ${drawn.size}`} role="img" aria-label={label} shapeRendering="crispEdges">
          <path d={drawn.path} />
        </svg>
      )}
    </div>
  )
}

/** One rectangle for each run of dark modules: a tenth of the elements that single squares would need, in one path. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  const parts: string[] = []
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; ) {
      let end = x
      while (row[end]) end += 1
      if (end > x) parts.push(`M${x} ${y}h${end - x}v1h${x - end}z`)
      x = end + 1
    }
  })
  return parts.join('')
}
