/** People who give blood: reported once or corrected, chosen for or not. */
import { addDays, addMs, dayOf } from '../../../../shared/calendar/index.ts'
import type { TaskRow } from '../../../../shared/registers/rows.ts'
import type { Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'
import type { Random } from '../../../simulator/random.ts'

export const lives: readonly Life[] = [{ weight: 2, alike: 1, lead: donor }]

/** What a clerk finds is what was reported. */
export const answers = { 'review-donation': { approval: ({ facts }: TaskRow) => ({ ml: facts.ml }) } }

const takeGift = (_times: number, random: Random) =>
  random.chance(0.5) ? { action: 'take-gift', gift: random.pick(['card', 'check']) } : undefined
export const actions = { 'take-gift': takeGift }

function donor(script: Script, person: number): void {
  const { random } = script
  const { psn_no } = registerPerson(script, person, { late: random.chance(0.2) })
  for (let nth = random.int(1, 3); nth > 0; nth--) {
    const donated_on = addDays(dayOf(script.start), random.int(1, 40))
    const donation = { psn_no, donation_no: `D${script.seed}.${person}.${nth}`, donated_on, admdvs: '130100' }
    const time = script.momentOn(addDays(donated_on, 1))
    const ml = random.pick([200, 400, 600])
    script.report(person, 'donation.reported', { ...donation, ml }, time)
    // Told again, another day in its words and the same amount: a case that has ended says what it ended with.
    if (random.chance(0.3)) script.report(person, 'donation.reported', { ...donation, ml }, addMs(time, 3_600_000))
  }
}
