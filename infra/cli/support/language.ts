/**
 * In which language a command speaks: Chinese or English. Every text is written in both, side by side; the type sees to it.
 * `--lang` on the command line says which, or else MIANSHEN_LANG, or else the machine's locale.
 */

/** A text in both languages. */
export interface Said {
  readonly zh: string
  readonly en: string
}

/** What a command can speak. */
export type Language = keyof Said

const isLanguage = (text: string | undefined): text is Language => text === 'zh' || text === 'en'

/** What `--lang` says; undefined where it is not given. A command line is the whole of a process, so there is one. */
let chosen: Language | undefined

/** The text in the language that the command speaks. */
export const say = (said: Said): string => said[chosen ?? languageOf(process.env)]

/**
 * The language that the environment asks for. A locale that names none (C, POSIX, none set: servers, containers) gets
 * Chinese, which is what the clerks and partners read whom these commands are for.
 */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  if (isLanguage(env.MIANSHEN_LANG)) return env.MIANSHEN_LANG
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || 'C'
  return /^(zh|C|POSIX)(?![a-z])/i.test(locale) ? 'zh' : 'en'
}

/**
 * Takes `--lang L` out of a command line, and speaks so from now on; without one as the environment asks. Undefined if L is
 * no language that is spoken here.
 */
export function speakAs(args: readonly string[]): string[] | undefined {
  chosen = undefined
  const rest: string[] = []
  const own = args.includes('--') ? args.indexOf('--') : args.length
  for (let at = 0; at < own; at++) {
    const arg = args[at] as string
    if (!/^--lang(=|$)/.test(arg)) {
      rest.push(arg)
      continue
    }
    const asked = arg === '--lang' ? args[++at] : arg.slice('--lang='.length)
    if (!isLanguage(asked)) return undefined
    chosen = asked
  }
  return [...rest, ...args.slice(own)]
}

/** So many of something, as English counts: `1 event`, `2 events`. */
export const counted = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`
