/** Lives of people who give blood: what is drawn, and how it is told. What must come: expected.ts. */
import { aDay, near } from '../../../simulator/lives/chances.ts'
import type { Happening, Life } from '../../../simulator/lives/life.ts'
import { plus } from '../../../simulator/lives/plain/days.ts'
import { someone } from '../../../simulator/lives/tell.ts'
import type { Random } from '../../../simulator/random.ts'

/** One donation, what a clerk finds if one looks, and when the donor chooses a gift, in days after it was told. */
export interface DonationLife extends Life {
  on: string
  ml: number
  found: number
  chosenAfter?: number
}

const person = someone(1)

/** Draws one. */
export function draw(random: Random): DonationLife {
  const amount = () => Math.max(1, near(random, [200, 400], 2000))
  const chosenAfter = random.chance(0.7) ? random.pick([0, 29, 30, 31]) : undefined
  return {
    place: '130100',
    on: aDay(random),
    ml: amount(),
    found: amount(),
    ...(chosenAfter === undefined ? {} : { chosenAfter }),
  }
}

/** What happens in it. */
export function happenings({ place, on, ml, found, chosenAfter }: DonationLife): Happening[] {
  const donation = { psn_no: person.psn_no, donation_no: 'D1', donated_on: on, ml, admdvs: place }
  const choice = { at: `${plus(on, chosenAfter ?? 0)}T12:00:00+08:00`, act: { action: 'take-gift', gift: 'card' } }
  return [
    { at: `${on}T08:00:00+08:00`, hear: 'person.registered', data: person },
    { at: `${on}T09:00:00+08:00`, hear: 'donation.reported', data: donation },
    { at: `${on}T10:00:00+08:00`, decide: 'review-donation', verdict: 'approve', data: { ml: found } },
    ...(chosenAfter === undefined ? [] : [choice]),
    { at: `${plus(on, 32)}T09:00:00+08:00`, nothing: true },
  ]
}
