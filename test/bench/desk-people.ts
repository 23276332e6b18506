/** Who is asked about at the desk. */
import type { InboundEvent } from '../../events/index.ts'
import { handleEvent, makeRules } from '../../functions/worker/personal.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pidOf } from '../../shared/identity/index.ts'
import { enrolment, person } from '../support/people.ts'

/** What was measured of the desk. CPU in microseconds a decision, times in milliseconds, units a decision. */
export interface DeskFigures {
  what: string
  decisions: number
  decisions_per_second: number
  cpu_us?: number
  decisions_per_cpu_second?: number
  p50_ms?: number
  p99_ms?: number
  read_units?: number
  write_units?: number
  calls?: Record<string, number>
  load?: number
}

/** Business time of the measurement. */
export const deskNow = '2026-05-01T08:00:00+08:00'
/** The hospital that asks. */
export const institution = 'H11010100001'
const people = 200
const psnNo = (n: number) => `D${Math.abs(n) % people}`

/** The `n`th visit. */
export const visitOf = (n: number) => ({
  mdtrt_id: `M${n}`,
  fixmedins_code: institution,
  mdtrtarea_admvs: '110101',
  psn_no: psnNo(n),
  med_type: '21',
  begntime: '2026-05-01T09:00:00+08:00',
  cross_region_enabled: true,
})

/** Persons with a relation, as the engine writes them. */
export async function insure(ports: Ports): Promise<void> {
  const rules = makeRules(ports.keys)
  for (let n = 0; n < people; n++) {
    const psn_no = psnNo(n)
    const tell = (type: string, data: object) => {
      const event = { type, id: `${type}${n}`, source: 'urn:bench', time: ports.clock.now(), data }
      return handleEvent(ports, rules, pidOf(ports.keys, psn_no), { event: event as unknown as InboundEvent })
    }
    await tell('person.registered', { ...person(1), psn_no })
    await tell('enrolment.registered', enrolment(psn_no, n % 2 === 0 ? '130100' : '140100', '2019-03-01'))
  }
}
