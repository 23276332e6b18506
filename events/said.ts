/** What people say in their own words, and what it is about. */
import { read, text, trimmed } from './fields.ts'

/** What no text of several lines holds. */
const UNWRITABLE_LINES = /[^\P{Cc}\n\t]|[\p{Cs}]/u

/** What somebody has to say, in lines as they wrote it, not blank and not longer than `most` characters. */
export function story(label: string, most: number) {
  const reader = (written: string) => {
    const text = written.replace(/\r\n?|[\p{Zl}\p{Zp}]/gu, '\n')
    return UNWRITABLE_LINES.test(text) ? undefined : trimmed(text.replace(/^\s+|\s+$/gu, ''), most)
  }
  return read(label, `应为 1 至 ${most} 个字`, reader)
}

/** A matter: the name of a bundle, or a word for what is none's. */
export const matter = (label: string) => text(label, '应为小写字母和连字符，如 transfer、other', /^[a-z][a-z-]{0,63}$/)
