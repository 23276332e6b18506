/** Lives of people whom a screening finds not insured: what is drawn, and how it is told. What must come: expected.ts. */
import { whenScreened } from '../../../../functions/bundles/outreach/chain.ts'
import type { Day } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { aDay } from '../../../simulator/lives/chances.ts'
import type { Happening, Life } from '../../../simulator/lives/life.ts'
import { plus } from '../../../simulator/lives/plain/days.ts'
import { inTurn, someone } from '../../../simulator/lives/tell.ts'
import type { Random } from '../../../simulator/random.ts'

/** One resident: the day of the screening, and what happens so many days after it. */
export interface OutreachLife extends Life {
  on: string
  /** A visit, at ten. */
  visited: number
  answer: string
  /** They enrol, at eleven. */
  enrols?: number
  /** They die, at twelve. */
  dies?: number
  /** The area is screened again, at one. */
  again: number
}

const person = someone(1)
const answers = [
  'will-enrol',
  'insured-elsewhere',
  'military',
  'abroad',
  'moved',
  'deceased',
  'refuses',
  'not-found',
  'reject',
]

/** Draws one. */
export function draw(random: Random): OutreachLife {
  const visited = random.int(0, 20)
  const again = visited + random.pick([0, 1, 29, 30, 31, 179, 180, 181, 209, 210, 211, 250])
  // Nothing is told after the second screening: what becomes of its case is told by the first.
  const some = () =>
    Math.min(again, random.pick([0, visited, visited + 1, visited + 29, visited + 30, visited + 31, 60]))
  return {
    place: '130100',
    on: aDay(random),
    visited,
    answer: random.pick(answers),
    ...(random.chance(0.4) ? { enrols: some() } : {}),
    ...(random.chance(0.15) ? { dies: some() } : {}),
    again,
  }
}

/** What happens in it. */
export function happenings({ on, visited, answer, enrols, dies, again }: OutreachLife): Happening[] {
  const at = (days: number, hour: number) => `${plus(on, days)}T${String(hour).padStart(2, '0')}:00:00+08:00`
  const { psn_no, certno } = person
  const decision =
    answer === 'reject' ? { verdict: 'reject' as const } : { verdict: 'approve' as const, data: { answer } }
  const screened = (days: number) => ({ admdvs: '130100', on: plus(on, days) })
  const relation = { psn_no, insu_admdvs: '130100', insutype: '390', psn_type: '15' }
  return inTurn([
    { at: at(-1, 8), hear: 'person.registered', data: person },
    { at: at(-1, 9), hear: 'residence.registered', data: { psn_no, community: '130102001001', from: plus(on, -30) } },
    { at: at(0, 9), call: 'screen', body: screened(0) },
    { at: at(visited, 10), decide: 'visit-uninsured', ...decision },
    ...(enrols === undefined
      ? []
      : [{ at: at(enrols, 11), hear: 'enrolment.registered', data: { ...relation, psn_insu_date: plus(on, enrols) } }]),
    ...(dies === undefined
      ? []
      : [{ at: at(dies, 12), hear: 'death.registered', data: { certno, dead_date: plus(on, dies) } }]),
    { at: at(again, 13), call: 'screen', body: screened(again) },
    { at: at(again, 14), nothing: true },
  ])
}

/** A screening finds the person, as far as it goes. */
export const calls = { screen: (body: { admdvs: Admdvs; on: Day }) => whenScreened(body) }
