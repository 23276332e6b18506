/**
 * People who stand in the registers under two numbers: what is reported of them is told under either, and one day they
 * are found to be one.
 */
import { addMs, type Instant } from '../../../shared/calendar/index.ts'
import type { PartnerEvent } from '../plan.ts'
import { Random } from '../random.ts'
import { later, type Script } from './people.ts'

/** Whether two person numbers of a run are of one person. */
export const isSamePerson = (one: string, other: string): boolean => one.replace(/B$/, '') === other.replace(/B$/, '')

/** Gives some people a second number. A random of its own, after all else: the lives of a seed stay what they were. */
export function giveSecondNumbers(script: Script): void {
  const random = new Random('merges', script.seed)
  for (const { person, first } of registeredOnce(script)) {
    if (random.chance(0.2)) giveSecondNumber(script, random, person, first)
  }
}

/** Who is registered by one report in the plan, with that report. */
function registeredOnce(script: Script): { person: number; first: PartnerEvent }[] {
  const reports = script.happenings.flatMap((h) =>
    'event' in h && !h.again && h.event.type === 'person.registered' ? [{ person: h.person, first: h.event }] : [],
  )
  return reports.filter(({ first }) => reports.filter((r) => r.first.data.psn_no === first.data.psn_no).length === 1)
}

/** A second register entry, by the same identity card or by a passport; a part of what is reported names that one. */
function giveSecondNumber(script: Script, random: Random, person: number, first: PartnerEvent): void {
  const psn_no = first.data.psn_no as string
  const second = `${psn_no}B`
  const someday = (): Instant => {
    const since = random.chance(0.7) ? later(script.start, first.time) : first.time
    return addMs(since, random.int(0, Date.parse(script.end) - Date.parse(since) - 1))
  }
  const part = random.pick([0.2, 0.5, 0.8])
  const about = script.happenings.flatMap((h) => ('event' in h && h.event.data.psn_no === psn_no ? [h.event] : []))
  for (const { type, data } of new Set(about)) {
    if (type !== 'person.registered' && random.chance(part)) data.psn_no = second
  }
  const passport = { psn_cert_type: '08', certno: `E${psn_no.replace('P', '').padStart(9, '0')}` }
  const entry = { ...first.data, psn_no: second, ...(random.chance(0.5) ? passport : {}) }
  script.report(person, 'person.registered', entry, random.chance(0.5) ? first.time : someday())
  const [lost, kept] = random.shuffled([psn_no, second]) as [string, string]
  const merged = { psn_no: lost, into_psn_no: kept, reason: '一人两号' }
  script.report(person, 'person.merged', merged, someday())
  if (random.chance(0.15)) script.report(person, 'person.merged', merged, someday())
  const otherWay = { psn_no: kept, into_psn_no: lost, reason: '一人两号' }
  if (random.chance(0.1)) script.report(person, 'person.merged', otherWay, someday())
}
