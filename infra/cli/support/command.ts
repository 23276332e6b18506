/**
 * What every command does alike: it speaks the language it is asked to, helps where it is asked to, reads its arguments, and
 * says what went wrong in a line or two that tell what to do. Its exit status is the same everywhere: 0 it was done, 1 it was
 * done and something is wrong or left, 2 it was not done.
 */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type Instant, parseInstant } from '../../../shared/calendar/index.ts'
import { keepCompiled } from './compiled.ts'
import { failureText } from './failures.ts'
import { type Said, say, speakAs } from './language.ts'

/** Where a command writes to; replaced in tests. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
}

/** The terminal of whoever called. */
export const terminal: Terminal = { out: (text) => console.log(text), err: (text) => console.error(text) }

/** Something the caller did wrong, or that stands in the way; its message says what, in the language of the command. */
export class Misuse extends Error {}

/** A command line that can't be understood: whoever wrote it is told where it is written how. */
export class WrongCall extends Misuse {}

/** How a command is called. */
export interface Usage {
  /** What is typed before `--`: `npm run event`. */
  readonly command: string
  /** Commands, options, and what to know; exit statuses and language follow by themselves. */
  readonly text: Said
  /** When it ends with 0. */
  readonly done: Said
  /** When it ends with 1; absent if it never does. */
  readonly wrong?: Said
}

const notDone: Said = {
  zh: '2 没有做完：用法不对，文件读不出，连不上，或者没有权限',
  en: '2 not done: wrong use, an unreadable file, out of reach, or not allowed',
}
const languages: Said = {
  zh: '语言：--lang zh|en，或环境变量 MIANSHEN_LANG，或系统的语言设置；都没有时用中文',
  en: 'Language: --lang zh|en, or the variable MIANSHEN_LANG, or the locale; Chinese where none of them names one',
}

/** What `--help` prints. */
function usageText({ text, done, wrong }: Usage): string {
  const statuses = [`0 ${say(done)}`, ...(wrong ? [`1 ${say(wrong)}`] : []), say(notDone)]
  const ends = say({ zh: `退出码：${statuses.join('；')}`, en: `Exit status: ${statuses.join('; ')}` })
  return `${say(text)}\n\n${ends}\n${say(languages)}`
}

/**
 * Runs a command by its arguments (without node and script); answers the exit status, and throws nothing. Help is given
 * before anything is read or opened.
 */
export async function runCommand(
  usage: Usage,
  io: Terminal,
  args: readonly string[],
  command: (args: readonly string[]) => Promise<number> | number,
): Promise<number> {
  try {
    const rest = speakAs(args)
    if (rest === undefined) throw new WrongCall(say({ zh: '--lang 应为 zh 或 en', en: '--lang is zh or en' }))
    if (!asksForHelp(rest)) return await command(rest)
    io.out(usageText(usage))
    return 0
  } catch (error) {
    io.err(faultText(usage, error))
    if (process.env.MIANSHEN_DEBUG && error instanceof Error) io.err(error.stack ?? '')
    return 2
  } finally {
    // Whatever runs next in this process speaks as it is asked to itself.
    speakAs([])
  }
}

function asksForHelp(args: readonly string[]): boolean {
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  return own.includes('--help') || own.includes('-h')
}

function faultText({ command }: Usage, error: unknown): string {
  if (error instanceof WrongCall) {
    const help = `${command} -- --help`
    return `${error.message}\n${say({ zh: `用法见 ${help}`, en: `How it is used: ${help}` })}`
  }
  if (error instanceof Misuse) return error.message
  const known = failureText(error)
  if (known !== undefined) return known
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return say({
    zh: `没有料到的错误，没有做完：${what}\n请报告这个错误；设 MIANSHEN_DEBUG=1 再运行一次，可以看到它出在哪里`,
    en: `An error nobody expected, not done: ${what}\nPlease report it; run it again with MIANSHEN_DEBUG=1 to see where it comes from`,
  })
}

/** Runs this process as a command: `if (import.meta.main) await main(run)`. */
export async function main(run: (args: readonly string[]) => Promise<number>): Promise<void> {
  // Most of a command is loaded when it has read its arguments.
  keepCompiled()
  // Whoever reads only the first lines (`| head`) has read enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    throw error
  })
  process.exitCode = await run(process.argv.slice(2))
}

type Options = NonNullable<ParseArgsConfig['options']>

/**
 * Reads a command line: options, and at most so many other words, which `words` calls by name. Throws a {@link WrongCall}
 * that says what can't be understood.
 */
export function readArgs<const O extends Options>(args: readonly string[], options: O, most = 0) {
  const read = parsed(() => parseArgs({ args: [...args], options, allowPositionals: true, strict: true }))
  const more = read.positionals.slice(most).join(' ')
  if (more !== '') throw new WrongCall(say({ zh: `多了 ${more}`, en: `not expected: ${more}` }))
  return read
}

function parsed<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const [, option = ''] = /'(-.*?)[' ]/.exec(message) ?? []
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
      throw new WrongCall(say({ zh: `没有选项 ${option}`, en: `there is no option ${option}` }))
    if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') throw error
    const takesNone = message.includes('does not take')
    throw new WrongCall(
      takesNone
        ? say({ zh: `${option} 后面不写值`, en: `${option} takes no value` })
        : say({ zh: `${option} 后面缺少值`, en: `${option} needs a value` }),
    )
  }
}

/** What must be there: an option, or a word that is called by what it is. Throws a {@link WrongCall} that names it. */
export function required<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value
  const gap = what.startsWith('-') ? ' ' : ''
  throw new WrongCall(say({ zh: `缺少${gap}${what}`, en: `${what} is missing` }))
}

/** A whole number that an option gives. Throws a {@link WrongCall} that names the option, and what it may be. */
export function wholeNumber(option: string, given: string, [least, most]: readonly [number, number]): number {
  const value = /^\d{1,16}$/.test(given) ? Number(given) : Number.NaN
  if (value >= least && value <= most) return value
  throw new WrongCall(
    say({
      zh: `${option} 应为 ${least} 到 ${most} 的整数，写的是 ${given}`,
      en: `${option} is a whole number from ${least} to ${most}, not ${given}`,
    }),
  )
}

/** A moment that an option gives. Throws a {@link WrongCall} that names the option. */
export function timeOf(option: string, given: string): Instant {
  const parsed = parseInstant(given)
  if (parsed) return parsed
  throw new WrongCall(
    say({
      zh: `${option} 应为带时区的时间，如 2026-03-02T09:00:00+08:00，写的是 ${given}`,
      en: `${option} is a time with offset such as 2026-03-02T09:00:00+08:00, not ${given}`,
    }),
  )
}
