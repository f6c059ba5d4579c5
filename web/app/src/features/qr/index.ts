/** Codes: one's own to show, others' to scan. */
export { MyCodePage } from './MyCodePage'
export { ScanPage } from './ScanPage'
