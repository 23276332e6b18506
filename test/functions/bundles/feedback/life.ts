/** Lives of people who say something: what is drawn, and how it is told. What must come: expected.ts. */
import { aDay, aPlace, setBefore } from '../../../simulator/lives/chances.ts'
import type { Happening, Life } from '../../../simulator/lives/life.ts'
import { plus } from '../../../simulator/lives/plain/days.ts'
import type { Amendment } from '../../../simulator/lives/plain/rows.ts'
import { inTurn, setting, someone } from '../../../simulator/lives/tell.ts'
import type { Random } from '../../../simulator/random.ts'

/** Somebody calls the hotline; when it is answered, how, and what they say to it, in days after the one before. */
export interface FeedbackLife extends Life {
  kind: 'complaint' | 'suggestion' | 'stuck' | 'question'
  on: string
  /** It names nobody. */
  nobody: boolean
  answeredAfter: number
  verdict: 'approve' | 'reject'
  result: 'mended' | 'explained'
  said?: { after: number; solved: boolean; satisfied: boolean }
  reviewedAfter: number
  /** Days to confirm that the place sets. */
  confirm?: number
  set: Amendment[]
}

const person = someone(1)
/** Nobody says anything after so many days any more. */
const over = 40

/** Draws one. */
export function draw(random: Random): FeedbackLife {
  const place = aPlace(random)
  const confirm = random.chance(0.3) ? random.pick([0, 1, 10]) : undefined
  const last = confirm ?? 7
  const said = {
    after: random.pick([0, 1, last - 1, last, last + 1]),
    solved: random.chance(0.6),
    satisfied: random.chance(0.5),
  }
  return {
    place,
    kind: random.pick(['complaint', 'suggestion', 'stuck', 'question']),
    on: aDay(random, ['2026-02-13', '2026-09-30', '2025-01-27']),
    nobody: random.chance(0.2),
    answeredAfter: random.int(0, 20),
    verdict: random.chance(0.8) ? 'approve' : 'reject',
    result: random.pick(['mended', 'explained']),
    ...(random.chance(0.7) && said.after >= 0 ? { said } : {}),
    reviewedAfter: random.int(0, 9),
    ...(confirm === undefined ? {} : { confirm }),
    set: confirm === undefined ? [] : [setBefore('confirm_days', '000000', confirm)],
  }
}

/** What happens in it. */
export function happenings(life: FeedbackLife): Happening[] {
  const { place, kind, on, nobody, answeredAfter, verdict, result, said, reviewedAfter, set } = life
  const raised_at = `${on}T10:00:00+08:00`
  const ticket = {
    ticket_no: 'GD1',
    channel: '12345',
    kind,
    matter: 'other',
    text: '说不清楚。',
    admdvs: place,
    raised_at,
  }
  const answered = plus(on, answeredAfter)
  const approval = { result, answer: '查清了。', cause: 'other', whys: ['不清楚'], measure: '改了。' }
  const confirmed = said && plus(answered, said.after)
  const act = said && { action: 'confirm', solved: said.solved, satisfied: said.satisfied }
  return inTurn([
    ...set.map(setting),
    { at: `${on}T08:00:00+08:00`, hear: 'person.registered', data: person },
    { at: raised_at, hear: 'ticket.raised', data: nobody ? ticket : { ...ticket, psn_no: person.psn_no } },
    { at: `${answered}T11:00:00+08:00`, decide: 'handle-feedback', verdict, data: approval },
    ...(confirmed && act ? [{ at: `${confirmed}T23:00:00+08:00`, act }] : []),
    ...(confirmed
      ? [
          {
            at: `${plus(confirmed, reviewedAfter)}T23:00:00+08:00`,
            decide: 'review-feedback',
            verdict: 'approve' as const,
            data: approval,
          },
        ]
      : []),
    { at: `${plus(answered, over)}T09:00:00+08:00`, nothing: true },
  ])
}
