/** Files that a command is given: `-` is standard input. */
import { readFileSync } from 'node:fs'
import type * as z from 'zod'
import { Misuse } from './command.ts'
import { failureText } from './failures.ts'
import { say } from './language.ts'

/** A whole file. Throws a {@link Misuse} that says why it can't be read. */
export function textIn(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    const why = failureText(error) ?? file
    throw new Misuse(say({ zh: `读不出 ${why}`, en: `can't read ${why}` }))
  }
}

/** What a JSON file says. Throws a {@link Misuse} if it is none. */
export function jsonIn(file: string): unknown {
  const text = textIn(file)
  try {
    return JSON.parse(text)
  } catch {
    throw new Misuse(say({ zh: `${file} 不是合格的 JSON`, en: `${file} is no JSON` }))
  }
}

/** What the ready file of a local stack says. Throws a {@link Misuse} if it is none. */
export function readyIn<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  const read = schema.safeParse(jsonIn(file))
  if (read.success) return read.data
  throw new Misuse(
    say({
      zh: `${file} 不是本机环境写的文件（npm run serve -- --ready-file 文件）`,
      en: `${file} is not written by a local stack (npm run serve -- --ready-file FILE)`,
    }),
  )
}
