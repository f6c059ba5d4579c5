import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { chosenLanguage, LANGUAGES, preferredLanguage, storeLanguage, type Language } from './languages'

type Files = Record<string, Record<string, unknown>>

const LOADERS: Record<Language, () => Promise<{ default: Files }>> = {
  en: () => import('./en'),
  id: () => import('./id'),
  zh: () => import('./zh'),
}

const MONEY_LOADERS: Record<Language, () => Promise<{ default: Files }>> = {
  en: () => import('./en.money'),
  id: () => import('./id.money'),
  zh: () => import('./zh.money'),
}

/** Whether this page has needed the words about money: then another language brings its own as well. */
let moneyWanted = false

/** Loads the reader's language and declares it on the page. Await it before the first render: texts never flash. */
export async function initI18n(language: Language = chosenLanguage() ?? preferredLanguage(navigator.languages)): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    // Each language is complete (catalogue.test.ts), so there is nothing to fall back to.
    fallbackLng: false,
    resources: { [language]: await load(language) },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    returnNull: false,
  })
  declare(language)
}

/** Changes the language of the whole page, and of this device's next visits. */
export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'common')) {
    for (const [namespace, texts] of Object.entries(await load(language))) i18next.addResourceBundle(language, namespace, texts)
  }
  if (moneyWanted) await addMoneyWords(language)
  storeLanguage(language)
  await i18next.changeLanguage(language)
  declare(language)
}

export function currentLanguage(): Language {
  return (i18next.language as Language | undefined) ?? 'en'
}

/** Loads the words about money (the namespaces `money…`) beside the code that says them: `lazy(withMoneyWords(() => import('./X')))`. */
export function withMoneyWords<T>(code: () => Promise<T>): () => Promise<T> {
  return async () => {
    moneyWanted = true
    const [module] = await Promise.all([code(), addMoneyWords(currentLanguage())])
    return module
  }
}

async function addMoneyWords(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'money')) return
  const { default: files } = await MONEY_LOADERS[language]()
  for (const [namespace, texts] of Object.entries(byName(files))) i18next.addResourceBundle(language, namespace, texts)
}

async function load(language: Language): Promise<Files> {
  const { default: files } = await LOADERS[language]()
  return byName(files)
}

function byName(files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts]))
}

function declare(language: Language): void {
  if (typeof document === 'undefined') return
  document.documentElement.lang = LANGUAGES.find(({ code }) => code === language)?.tag ?? language
}
