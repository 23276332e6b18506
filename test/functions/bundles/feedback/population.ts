/** People who call the hotline: about several matters, again about the same, or without a name. */
import { addDays, type Day, dayOf } from '../../../../shared/calendar/index.ts'
import type { TaskRow } from '../../../../shared/registers/rows.ts'
import type { Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'
import type { Random } from '../../../simulator/random.ts'

export const lives: readonly Life[] = [{ weight: 1.5, alike: 1, lead: caller }]

/** What an officer enters; a mended one names its measure. */
function approval({ facts }: TaskRow, random: Random): Record<string, unknown> {
  const result = random.pick(['mended', 'explained'])
  return {
    result,
    answer: '已经查清。',
    cause: random.pick(facts.causes as string[]),
    whys: ['告知不清'],
    ...(result === 'mended' ? { measure: '改了告知单。' } : {}),
  }
}
export const answers = { 'handle-feedback': { approval }, 'review-feedback': { approval } }

export const actions = {
  confirm: (_times: number, random: Random) =>
    random.chance(0.6) ? { action: 'confirm', solved: random.chance(0.6), satisfied: random.chance(0.6) } : undefined,
  withdraw: (_times: number, random: Random) => (random.chance(0.15) ? { action: 'withdraw' } : undefined),
}

const areas = ['130100', '130200', '130300']

/** Somebody who calls a few times, of few matters, so that some calls say what another said. */
function caller(script: Script, person: number): void {
  const { random } = script
  const { psn_no, certno } = registerPerson(script, person, { late: random.chance(0.2) })
  const from = addDays(dayOf(script.start), -random.int(30, 900))
  const home = random.pick(areas)
  const data = { psn_no, insu_admdvs: home, insutype: '310', psn_type: '11', psn_insu_date: from }
  script.report(person, 'enrolment.registered', data, script.momentOn(from))
  const span = Math.round((Date.parse(script.end) - Date.parse(script.start)) / 86_400_000)
  for (let nth = random.int(1, 5); nth > 0; nth--) {
    const on = addDays(dayOf(script.start), random.int(0, span - 1))
    call(script, person, { psn_no, certno, on, nth })
  }
}

interface Call {
  psn_no: string
  certno: string
  on: Day
  nth: number
}

function call(script: Script, person: number, { psn_no, certno, on, nth }: Call): void {
  const { random } = script
  const raised_at = script.momentOn(on)
  const who = random.weighted<Record<string, string>>([
    [4, { psn_no }],
    [2, { certno }],
    [1, {}],
  ])
  const isNamed = Object.keys(who).length > 0
  const ticket = {
    ticket_no: `GD${script.seed}.${person}.${nth}`,
    channel: random.pick(['12345', 'app']),
    ...who,
    kind: random.pick(['complaint', 'stuck', 'question']),
    matter: random.pick(['transfer', 'other']),
    text: '没有人说得清楚。',
    ...(isNamed && random.chance(0.6) ? {} : { admdvs: random.pick(areas) }),
    raised_at,
  }
  script.report(person, 'ticket.raised', ticket, raised_at)
}
