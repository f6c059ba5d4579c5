/** All texts of one language in one chunk: one request, and no page waits for its own. Only words about money come later. */
const files = import.meta.glob<Record<string, unknown>>(['./en/*.json', '!./en/money*.json', '!./en/mini.json'], { eager: true, import: 'default' })

export default files
