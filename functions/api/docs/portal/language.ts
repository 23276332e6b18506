/** The languages of the portal, by the value of `?lang=`. */
export const languageNames = { zh: '中文', en: '英文' } as const
/** A language. */
export type Language = keyof typeof languageNames
/** The languages. */
export const languages = Object.keys(languageNames) as Language[]
