/** Events that come before what they need wait with their person, as many as a life may bring. */
import type { ApplyResult } from '../registers/applying.ts'
import { drop, put } from '../registers/file.ts'
import type { Parked } from '../registers/rows.ts'
import type { Draft } from './draft.ts'

/**
 * Most events that wait with one person: more than the months of a working life, all of which may come before their
 * person. Beyond it somebody sends what nobody will ever need, and everybody who asks for the file pays for it.
 */
const mostParked = 1_000

/**
 * Lets an event wait. It changes nothing else: what waited before it waits on, but for one that it corrects
 * (`insteadOf`), and no case is asked.
 */
export function park(
  draft: Draft,
  parked: Parked,
  insteadOf?: string,
): Extract<ApplyResult, { refused: unknown }> | undefined {
  if (insteadOf !== undefined) draft.write([drop('parked', insteadOf)])
  const isNew = draft.file.one('parked', parked.id) === undefined
  if (isNew && draft.file.count('parked') >= mostParked) {
    const detail = `这个人名下等待其他信息的事件已经有 ${mostParked} 个，不再收`
    return { refused: { code: 'too-many-waiting', detail } }
  }
  draft.write([put('parked', parked)])
  return undefined
}
