/** Text of the portal: always in both languages, with the little markup that prose needs. */
import { html, raw } from 'hono/html'
import type { Language } from './language.ts'

/** What a page's `lang` says. */
export const tags: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' }

/** A text in both languages. `Code` stands between backticks, links are written `[text](address)`. */
export type Both = Readonly<Record<Language, string>>

/** A text in both languages. */
export const both = (zh: string, en: string): Both => ({ zh, en })

/** HTML, safe to stand in a page. */
export type Html = ReturnType<typeof html>

/** A text as HTML, in one of its languages. Links within the portal keep the language. */
export const say = (text: Both, language: Language): Html => marked(text[language], language)

/** Text that exists in Chinese alone: on an English page it says so. */
export const chinese = (text: string, language: Language): Html =>
  language === 'zh' ? html`${text}` : html`<span lang="zh-CN">${text}</span>`

const mark = /`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)/g

function marked(text: string, language: Language): Html {
  const parts: Html[] = []
  let end = 0
  for (const found of text.matchAll(mark)) {
    const [whole, code, name = '', to = ''] = found
    parts.push(html`${text.slice(end, found.index)}`)
    parts.push(
      code === undefined ? html`<a href="${inLanguage(to, language)}">${marked(name, language)}</a>` : coded(code),
    )
    end = found.index + whole.length
  }
  parts.push(html`${text.slice(end)}`)
  return html`${parts}`
}

/** Code in a line. */
export const coded = (code: string): Html => html`<code>${code}</code>`

/** An address of the portal in a language: `/docs/events#signing` → `/docs/events?lang=en#signing`. Others as they are. */
export function inLanguage(to: string, language: Language): string {
  if (language === 'zh' || !/^\/docs(\/|#|$)/.test(to)) return to
  const [path = '', place] = to.split('#')
  return `${path}?lang=${language}${place === undefined ? '' : `#${place}`}`
}

/** Text without its markup, for titles and for searching. */
export const bare = (text: string): string => text.replace(mark, (_, code, name) => code ?? name)

/** HTML made by hand, known to be safe. */
export const made = (text: string): Html => html`${raw(text)}`
