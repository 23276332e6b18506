/**
 * Those whom a screening found not insured: what bundles make of it, their own files say. One after the other where points
 * share the visits, for each goes to the point that has the fewest by then; elsewhere side by side.
 */
import type { Day } from '../../shared/calendar/index.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import { handle } from '../../shared/engine/handle.ts'
import type { OwnMessage } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { peopleShards, seenBehind } from '../../shared/table/keys.ts'
import { pointsOf } from '../../shared/table/points.ts'
import { manifests } from '../bundles/index.ts'
import { screeningIn } from './screening.ts'
import { seenIn } from './seen.ts'

/** Persons of one message. */
const atOnce = 25
/** Files side by side, where nothing is shared. */
const abreast = 5

type Found = Extract<OwnMessage, { kind: 'screened' }>

/** Puts what bundles make of it to the files of the next persons of a part; twice is no more than once. */
export async function foundUninsured(ports: Ports, rules: Rules, { screening_id, part, behind }: Found): Promise<void> {
  const named = screeningIn(screening_id)
  if (!named) return
  const { items } = await ports.table.query({ ...seenBehind(screening_id, part, behind), limit: 1 })
  const page = items.flatMap((item) => seenIn(ports.keys, item)).filter(([pid]) => behind === undefined || pid > behind)
  const found = page.flatMap(([pid, , state]) => (state === 'not_insured' ? [pid] : []))
  const some = found.slice(0, atOnce)
  const put = makePut(ports, rules, { admdvs: named.area, on: named.on })
  const together = (await pointsOf(ports.table, named.area)).length > 0 ? 1 : abreast
  for (let from = 0; from < some.length; from += together) {
    await Promise.all(some.slice(from, from + together).map(put))
  }
  const last = found.length > some.length ? some.at(-1) : page.at(-1)?.[0]
  if (last !== undefined) return pass(ports, [{ kind: 'screened', screening_id, part, behind: last }])
  if (part + 1 < peopleShards) await pass(ports, [{ kind: 'screened', screening_id, part: part + 1 }])
}

function makePut(ports: Ports, rules: Rules, screening: { admdvs: Admdvs; on: Day }) {
  return async (pid: Pid): Promise<void> => {
    for (const { whenScreened } of manifests) {
      if (whenScreened) await handle(ports, rules, pid, { apply: whenScreened(screening) })
    }
  }
}
