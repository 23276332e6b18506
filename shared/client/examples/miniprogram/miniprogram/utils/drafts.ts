/** What was typed and not yet answered. It survives leaving the page and, but for bank accounts, the mini-program. */
import { type Failed, newKey, type Result } from '@mianshen/client'
import { isUnanswered, type Trouble, troubleOf } from './api'
import { unwritten } from './session'

/** What was typed, field by field. */
export type Values = Record<string, string>

interface Draft {
  values: Values
  /** The request that was sent and not answered yet: the key it bore, and what it said. */
  sent?: { key: string; said: string }
}

const at = (name: string) => `draft:${name}`

/** The number of a bank account stays off the phone's storage. */
const isSecret = (name: string) => name.startsWith('provide-bank-account')

function read(name: string): Draft {
  const held = isSecret(name) ? (unwritten[name] as Draft | undefined) : wx.getStorageSync<Draft | ''>(at(name))
  return held || { values: {} }
}

function write(name: string, draft: Draft): void {
  if (isSecret(name)) unwritten[name] = draft
  else wx.setStorageSync(at(name), draft)
}

/** What was typed into a form before. */
export const typed = (name: string): Values => read(name).values

/** Keeps what is typed. */
export function type(name: string, values: Values): void {
  write(name, { ...read(name), values: { ...typed(name), ...values } })
}

/** Forgets a form: it was done, or given up. */
export function forget(name: string): void {
  delete unwritten[name]
  wx.removeStorageSync(at(name))
}

const underWay: Record<string, true> = {}

/**
 * Sends what was typed; undefined while it is being sent already, so that a double tap sends once. Until somebody
 * answers the same words go under the same key, so that trying again does nothing twice; other words, and the next
 * attempt after an answer, get a key of their own.
 */
export async function send<T>(
  name: string,
  body: unknown,
  call: (key: string) => Promise<Result<T>>,
): Promise<Result<T> | undefined> {
  if (underWay[name]) return undefined
  underWay[name] = true
  const said = JSON.stringify(body)
  const { values, sent } = read(name)
  const key = sent?.said === said ? sent.key : newKey()
  write(name, { values, sent: { key, said } })
  const result = await call(key)
  delete underWay[name]
  if (result.ok) forget(name)
  // Who is not let in has not been answered: what was sent before may have been done.
  else if (!isUnanswered(result) && result.status !== 401) write(name, { values: typed(name) })
  return result
}

/** What a form shows when it is not taken. */
export interface Faults {
  /** By field, as the API names it. */
  faults: Record<string, string>
  /** What is wrong as a whole. */
  failure: string
  /** Nobody answered: the same again does no harm. */
  again: boolean
}

/** A form with which nothing is wrong. */
export const faultless = (): Faults => ({ faults: {}, failure: '', again: false })

/** What went wrong with a form; `within` is where its fields lie in the request (`form.`). */
export function faultsOf(failed: Failed, within = ''): Faults & { trouble?: Trouble } {
  if (failed.status === 401) return { ...faultless(), trouble: troubleOf(failed) }
  const { title, detail, errors = [] } = failed.problem
  if (isUnanswered(failed)) {
    return { faults: {}, failure: `${title}。您填的都在，也可能已经办成了：请再试一次，不会办两次。`, again: true }
  }
  const faults: Record<string, string> = {}
  for (const { field, message } of errors) {
    const name = field.startsWith(within) ? field.slice(within.length) : field
    faults[name] = faults[name] ?? message
  }
  const failure = errors.length > 0 ? '有几处要改，每一处的下面都写着。' : `${title}。${detail}`
  return { faults, failure, again: false }
}
