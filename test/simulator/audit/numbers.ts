/** Identity numbers: each leads to the one person whose register says so, and everybody has, or waits for, the last told. */
import { numberHashOf, pidOf } from '../../../shared/identity/index.ts'
import { waitsOf } from '../../../shared/registers/apply/identity.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import { numberKey, numberWaiterKey } from '../../../shared/table/keys.ts'
import { testKeys } from '../../support/stack.ts'
import type { PartnerEvent } from '../plan.ts'
import type { Audit, Records } from './records.ts'

/** Where numbers lead, and who waits for one. */
export const auditNumbers: Audit = (records) => [...pointers(records), ...waiters(records), ...asTold(records)]

function pointers({ items, files }: Records): string[] {
  const wrong: string[] = []
  const leads = new Map(items.flatMap((i) => (i.pk.startsWith('C#') && i.sk === 'person' ? [[i.pk, i.d]] : [])))
  for (const [pid, { person, into }] of files) {
    if (into !== undefined) continue
    for (const hash of [...(person?.cert_hash ? [person.cert_hash] : []), ...(person?.also ?? [])]) {
      const { pk } = numberKey(hash)
      if (leads.get(pk) !== pid) wrong.push(`${pk}: does not lead to ${pid}, who has it`)
      else leads.delete(pk)
    }
  }
  return [...wrong, ...[...leads].map(([pk, pid]) => `${pk}: leads to ${pid}, who does not have it`)]
}

/** Nobody waits for a number that is free. */
function waiters({ items, files }: Records): string[] {
  return [...files].flatMap(([pid, { person, into }]) => {
    if (into !== undefined) return []
    const has = ({ pk, sk }: { pk: string; sk: string }) => items.some((i) => i.pk === pk && i.sk === sk)
    return (person ? waitsOf(person) : []).flatMap(({ hash }) => {
      if (!has(numberKey(hash))) return [`${pid}: waits for a number that nobody has`]
      return has(numberWaiterKey(hash, pid)) ? [] : [`${pid}: waits for a number unheard`]
    })
  })
}

/**
 * The later of two reports of a person's number holds; of who had two person numbers, each leads to the one that is kept,
 * unless an operator has given it to another who was reported with it.
 */
function asTold({ ran, files, keptOf, isMerged }: Records): string[] {
  const last = new Map<Pid, PartnerEvent>()
  for (const event of ran.delivered) {
    if (event.type !== 'person.registered') continue
    const pid = pidOf(testKeys, event.data.psn_no as string)
    const held = last.get(pid)
    if (!held || held.time <= event.time) last.set(pid, event)
  }
  const toldOf = ({ data }: PartnerEvent) => numberHashOf(testKeys, data.certno as string, data.psn_cert_type as string)
  /** Whoever has a number that they were reported with. */
  const rightly = new Set(
    [...last].flatMap(([pid, event]) => (files.get(pid)?.person?.cert_hash === toldOf(event) ? [toldOf(event)] : [])),
  )
  return [...last].flatMap(([pid, event]) => {
    const person = files.get(keptOf(pid))?.person
    const told = toldOf(event)
    if (isMerged(pid) && rightly.has(told)) return []
    const others = [...(person?.also ?? []), ...(person ? waitsOf(person) : []).map(({ hash }) => hash)]
    const has = [person?.cert_hash ?? person?.cert_wanted?.hash, ...(isMerged(pid) ? others : [])]
    return has.includes(told) ? [] : [`${pid}: has another number than reported`]
  })
}
