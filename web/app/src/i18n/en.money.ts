/** Words about money: most visits need none of them. */
const files = import.meta.glob<Record<string, unknown>>('./en/money*.json', { eager: true, import: 'default' })

export default files
