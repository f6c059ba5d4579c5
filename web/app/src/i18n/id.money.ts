/** Words about money and mini programs: most visits need none of them. */
const files = import.meta.glob<Record<string, unknown>>(['./id/money*.json', './id/mini.json'], { eager: true, import: 'default' })

export default files
