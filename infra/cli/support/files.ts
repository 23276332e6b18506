/** Files that a command is given: `-` is standard input. */
import { readFileSync } from 'node:fs'
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
