/** Identity numbers that a register got wrong: mixed up between two people, or nobody's; most are corrected later. */
import { addMs, type Instant } from '../../../shared/calendar/index.ts'
import { certnoOf } from '../../support/people.ts'
import type { PartnerEvent } from '../plan.ts'
import { Random } from '../random.ts'
import type { Script } from './people.ts'

const dayMs = 86_400_000

interface Registered {
  person: number
  first: PartnerEvent
}

/** Mixes numbers up. A random of its own: the lives of a seed stay what they were. */
export function mixUpNumbers(script: Script): void {
  const random = new Random('numbers', script.seed)
  const people = registered(script).filter(({ first }) => random.chance(0.3) && !isUsed(script, first.data.certno))
  for (let index = 0; index < people.length; index += 2) {
    const [one, other] = people.slice(index, index + 2) as [Registered, Registered?]
    const [own, theirs] = [one.first.data, other?.first.data ?? {}].map(({ certno }) => certno)
    const nobodys = certnoOf(900 + 2 * one.person, one.first.data.brdy as string)
    give(script, random, one, own, theirs ?? nobodys)
    if (other && random.chance(0.7)) give(script, random, other, theirs, own)
  }
}

/** The first report has the wrong number, as have its repeats; one in a hundred days later has the right one, mostly. */
function give(script: Script, random: Random, { person, first }: Registered, right: unknown, wrong: unknown): void {
  first.data.certno = wrong
  if (random.chance(0.2)) return
  const some = addMs(first.time, random.int(1, 100 * dayMs))
  const time = some < script.end ? some : (addMs(script.end, -random.int(1, 60_000)) as Instant)
  script.report(person, 'person.registered', { ...first.data, certno: right }, time)
}

/** Who is registered once in the plan, with that report. */
function registered(script: Script): Registered[] {
  const reports = script.happenings.flatMap((h) =>
    'event' in h && !h.again && h.event.type === 'person.registered' ? [{ person: h.person, first: h.event }] : [],
  )
  const of = (psn_no: unknown) => reports.filter(({ first }) => first.data.psn_no === psn_no)
  return reports.filter(({ first }) => of(first.data.psn_no).length === 1)
}

/** Somebody is addressed by the number: what the models expect of them would depend on when the mistake was found. */
const isUsed = (script: Script, certno: unknown) =>
  script.happenings.some(
    (h) =>
      'event' in h && h.event.type !== 'person.registered' && JSON.stringify(h.event.data).includes(String(certno)),
  )
