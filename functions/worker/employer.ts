/** `employer.base-declared`: a fact of an employer and year, for which cases of many persons may wait. */
import type { InboundEvent } from '../../events/index.ts'
import { compareInstants, type Instant } from '../../shared/calendar/index.ts'
import { type Identity, takeOnce } from '../../shared/engine/event-identity.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Refusal } from '../../shared/engine/rejected.ts'
import { topicItem, topicValue } from '../../shared/engine/world.ts'
import { yuan } from '../../shared/money/index.ts'
import type { EmployerBase } from '../../shared/registers/look.ts'
import { baseTopic, topicKey } from '../../shared/table/keys.ts'
import { wakeSubscribers } from './topics.ts'

/**
 * Writes the base unless a later report holds, then wakes whoever waits for it. A repeat only wakes again; an id that
 * was used for another event is refused.
 */
export async function declareBase(
  ports: Ports,
  event: Extract<InboundEvent, { type: 'employer.base-declared' }>,
  identity: Identity,
): Promise<Refusal | undefined> {
  const { emp_no, emp_name, insu_admdvs, year, avg_base, bank_acct } = event.data
  const topic = baseTopic(emp_no, insu_admdvs, year)
  const base: EmployerBase & { time: Instant } = {
    emp_name,
    avg_base: yuan(avg_base),
    time: event.time,
    ...(bank_acct ? { bank_acct } : {}),
  }
  const refusal = await takeOnce(ports, identity, async () => {
    const held = await ports.table.get(topicKey(topic))
    const time = held && topicValue<{ time: Instant }>(ports.keys, held).time
    if (time !== undefined && compareInstants(time, event.time) >= 0) return []
    const version = ((held?.v as number | undefined) ?? 0) + 1
    const put = topicItem(ports.keys, topic, version, base)
    return [{ put, if: held ? { attr: 'v', equals: version - 1 } : 'absent' }]
  })
  if (refusal) return refusal
  await wakeSubscribers(ports, topic)
  return undefined
}
