/** Whoever sent an event has learnt what became of it: of each that is rejected, and of each that waits its end, too. */
import { namesIn } from '../../../shared/engine/rejected.ts'
import { eventKey } from '../../../shared/registers/events.ts'
import { openAt } from '../../../shared/table/seals/sealed.ts'
import { testKeys } from '../../support/stack.ts'
import type { Audit, Records } from './records.ts'

interface Receipt {
  source: string
  id: string
  status: 'rejected' | 'waiting' | 'taken-up'
  reason?: string
}

/** Receipts of the run. */
export const auditReceipts: Audit = (records) => {
  const told = Map.groupBy(receiptsIn(records), eventKey)
  return [...untold(records, told), ...endless(records, told)]
}

const receiptsIn = ({ ran }: Records): Receipt[] =>
  ran.world.sent.flatMap(({ queue, body }) => (queue === 'receipts' ? [JSON.parse(body).data as Receipt] : []))

type Told = ReadonlyMap<string, Receipt[]>

function untold({ items }: Records, told: Told): string[] {
  return items.flatMap((item) => {
    if (!item.pk.startsWith('R#')) return []
    const { source, id } = namesIn(openAt(testKeys, item))
    if (!source || !id) return []
    const { reason } = JSON.parse(item.d as string) as { reason: string }
    const receipts = told.get(eventKey({ source, id })) ?? []
    const isTold = receipts.some((one) => one.status === 'rejected' && one.reason === reason)
    return isTold ? [] : [`rejected and untold: ${source} ${id} ${reason}`]
  })
}

/** Who was told that an event waits was told of its end, or it still waits. */
function endless({ files, items }: Records, told: Told): string[] {
  const inFiles = [...files.values()].flatMap((file) => file.all('parked').map(({ id }) => id))
  const forNumbers = items.flatMap(({ pk, sk }) => (pk.startsWith('C#') && sk.startsWith('K#') ? [sk.slice(2)] : []))
  const waiting = new Set([...inFiles, ...forNumbers])
  return [...told].flatMap(([key, receipts]) => {
    const isTold = receipts.some(({ status }) => status === 'waiting')
    const hasEnd = receipts.some(({ status }) => status !== 'waiting')
    return isTold && !hasEnd && !waiting.has(key) ? [`told to wait and never of its end: ${receipts[0]?.id}`] : []
  })
}
