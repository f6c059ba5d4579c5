export async function initI18n(): Promise<void> {}
