/** All texts of one language in one chunk: one request, and no page waits for its own. */
const files = import.meta.glob<Record<string, unknown>>('./id/*.json', { eager: true, import: 'default' })

export default files
