/** Settlement without card (RULES.md 8): what an institution's desk is answered. Pure. */
import { addDays, type Day, minDay } from '../../../../shared/calendar/index.ts'
import { type Admdvs, sameProvince } from '../../../../shared/codes/index.ts'
import { holdingNotice } from '../../../../shared/registers/family/birth-notices.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { birthCases, firstCase } from '../reference.ts'
import { stateIn } from '../state.ts'
import { cardlessDays, coverHolding, lastRetrospectDay } from './cover.ts'

/** Why an institution can't settle without card. */
export const cardlessReasons = {
  'unknown-certificate': '没有这张出生医学证明',
  'other-province': '不在同一个省',
  'past-180-days': `出生已满${cardlessDays}天`,
  'premium-unpaid': '还没有缴费',
  'not-covered': '那一天不在待遇期内',
} as const
/** One of them. */
type CardlessReason = keyof typeof cardlessReasons

/** The answer of `GET /v1/cardless/{birth_cert_no}`. */
export type CardlessAnswer =
  | { eligible: true; psn_no: string; insu_admdvs: Admdvs; valid_to: Day }
  | { eligible: false; reason: CardlessReason; pay_by?: Day }

/** The question: date of service, where the institution lies, and today (both dates of business time). */
export interface CardlessQuestion {
  on: Day
  institutionArea: Admdvs
  today: Day
}

/** Answers from the child's file; undefined where no child has this certificate. The first reason that fits is told
 * (RULES.md 8.1, 8.2). */
export function cardless(file: PersonFile | undefined, question: CardlessQuestion): CardlessAnswer {
  const { on, institutionArea, today } = question
  const child = file && firstCase(file)
  const state = child && stateIn(child)
  if (!file?.person || !state?.enrolled || !holdingNotice(file, birthCases)) return refuse('unknown-certificate')
  // Whatever else may be missing: nobody is asked to pay for a child that has died.
  if (file.died !== undefined && on > file.died) return refuse('not-covered')
  const { area, birth } = state.enrolled
  const limit = addDays(birth, cardlessDays)
  if (!sameProvince(area, institutionArea)) return refuse('other-province')
  if (on > limit) return refuse('past-180-days')
  if (state.paid.length === 0) {
    const payBy = lastRetrospectDay(birth)
    return today <= payBy ? { ...refuse('premium-unpaid'), pay_by: payBy } : refuse('premium-unpaid')
  }
  const cover = coverHolding(
    state.paid.map((paid) => paid.cover),
    on,
  )
  if (on < birth || !cover) return refuse('not-covered')
  const { psn_no } = file.person
  const valid_to = minDay(limit, cover.to, file.died ?? limit)
  return { eligible: true, psn_no, insu_admdvs: area, valid_to }
}

const refuse = (reason: CardlessReason) => ({ eligible: false as const, reason })
