import type { Group } from './table'

/** Built-in components and their attributes. */
export const COMPONENTS: Group[] = []
