/** When somebody was insured where: a plain walk over what was reported, for the models of all bundles. */
import type { Relation } from '../../../shared/registers/rows.ts'
import type { PartnerEvent } from '../plan.ts'

/** A time of being insured, by a plain walk over the reports. */
export interface Stay {
  from: string
  to?: string
  type: string
}

/** Reports of one relation, each fact as it was reported last. */
export interface Reports {
  /** Day enrolled, and person type and time of the report. */
  enrolled: Map<string, { type: string; time: string }>
  revoked: Map<string, string>
  /** Last insured day, and time of the report. */
  paused: Map<string, string>
}

/** Reports of a relation among events: of two reports of the same fact the later holds. */
export function reportsOf(events: readonly PartnerEvent[], area: string, insutype = '310'): Reports {
  const about = events.filter((e) => e.data.insu_admdvs === area && e.data.insutype === insutype)
  const latest = (type: string, field: string) => {
    const held = new Map<string, PartnerEvent>()
    for (const event of about) {
      const day = event.data[field] as string
      if (event.type === type && (held.get(day)?.time ?? '') < event.time) held.set(day, event)
    }
    return [...held]
  }
  return {
    enrolled: new Map(
      latest('enrolment.registered', 'psn_insu_date').map(([day, { data, time }]) => [
        day,
        { type: data.psn_type as string, time },
      ]),
    ),
    revoked: new Map(latest('enrolment.revoked', 'psn_insu_date').map(([day, { time }]) => [day, time])),
    paused: new Map(latest('enrolment.paused', 'paus_insu_date').map(([day, { time }]) => [day, time])),
  }
}

/** The same of a relation as a register holds it. */
export function reportsIn(relation: Relation): Reports {
  const facts = relation.enrolments.filter((e) => !e.unpaid)
  return {
    enrolled: new Map(facts.map(({ psn_insu_date, psn_type, time }) => [psn_insu_date, { type: psn_type, time }])),
    revoked: new Map(relation.revocations.map(({ psn_insu_date, time }) => [psn_insu_date, time])),
    paused: new Map(relation.pauses.map(({ last, time }) => [last, time])),
  }
}

/** Periods of a relation by a plain walk over its reports. */
export function walk({ enrolled, revoked, paused }: Reports): Stay[] {
  const first = [...enrolled.keys()].sort()[0]
  const standing = [...enrolled].filter(([day, { time }]) => (revoked.get(day) ?? '') < time).sort()
  // A pause before every enrolment can end nothing and waits.
  const pauses = [...paused].filter(([day]) => first !== undefined && day >= first)
  const stays: Stay[] = []
  for (const [index, [day, { type }]] of standing.entries()) {
    const open = stays.at(-1)
    if (!open || open.to !== undefined) stays.push({ from: day, type })
    const stay = stays.at(-1) as Stay
    stay.type = type
    const next = standing[index + 1]?.[0] ?? '9999'
    const end = pauses
      .filter(([last]) => last >= stay.from && last < next)
      .sort(([, a], [, b]) => (a < b ? -1 : 1))
      .at(-1)
    if (end) stay.to = end[0]
  }
  return stays
}

/** Periods of a relation from events. */
export const staysOf = (events: readonly PartnerEvent[], area: string, insutype = '310'): Stay[] =>
  walk(reportsOf(events, area, insutype))
