/** The child is enrolled as resident, not insured until paid (RULES.md 3). */
import { dayOf, dueOn } from '../../../../shared/calendar/index.ts'
import { type Admdvs, areaOfInstitution, InsuState } from '../../../../shared/codes/index.ts'
import { firstNotice, holdingNotice } from '../../../../shared/registers/family/birth-notices.ts'
import { type Change, put } from '../../../../shared/registers/file.ts'
import { mainRelationOn } from '../../../../shared/registers/relation.ts'
import type { BirthNotice } from '../../../../shared/registers/rows.ts'
import { same } from '../../../../shared/same.ts'
import { birthCases, differsTask } from '../reference.ts'
import { lastRetrospectDay } from '../rules/cover.ts'
import { motherOf, type Reads } from '../rules/family.ts'
import { reckon } from '../rules/payments.ts'
import { leaveArea, tellRelation, writeRelation } from '../rules/relation.ts'
import { type Enrolled, go, type NewbornCtx, type NewbornState, step } from '../state.ts'
import { texts } from '../texts.ts'
import { goesBackAnyway } from './refund.ts'

/** RULES.md 2.2: the certificate of a child, or one that already has a case. */
export const readCertificate = step({
  label: '看出生医学证明',
  goes: ['enrolChild', 'compareCertificates'],
  decide: ({ state }) => (state.role === 'first' ? go('enrolChild') : go('compareCertificates')),
})

function holding(ctx: NewbornCtx): BirthNotice {
  const notice = holdingNotice(ctx.file, birthCases)
  if (!notice) throw new Error('newborn: a case without a notice')
  return notice
}

/** What the enrolment is to be reckoned from, as the registers stand now. */
function wantedEnrolment(ctx: NewbornCtx): Enrolled {
  const notice = holding(ctx)
  // A corrected certificate does not change the day on which the child was enrolled.
  const enrolledBy = firstNotice(ctx.file, birthCases) ?? notice
  return { notice: notice.id, birth: notice.brdy, area: areaFor(ctx, notice), on: dayOf(enrolledBy.time) }
}

/** Once a clerk has decided in the case, the area stays: what is reported later moves it no more (RULES.md 3.3). */
function areaFor(ctx: NewbornCtx, notice: BirthNotice): Enrolled['area'] {
  const { state, file } = ctx
  const decided = file.all('task').some((task) => task.case_id === ctx.case.case_id && task.decision !== undefined)
  if (decided && state.enrolled?.notice === notice.id) return state.enrolled.area
  return enrolmentArea(notice, ctx)
}

/** Whether the registers ask for another enrolment than the one made. */
export function needsEnrolment(ctx: NewbornCtx): boolean {
  return !same(wantedEnrolment(ctx), ctx.state.enrolled)
}

/** What the insurance register is told of the area enrolled in, and of one that was left. */
const begun = { psn_insu_stas: InsuState.notInsured, reason: 'newborn' }
const left = { psn_insu_stas: InsuState.terminated, reason: 'area-corrected' }

/**
 * Enrols, or enrols anew (RULES.md 3.1, 10.2): when a late report names another area, or a clerk approved a certificate
 * that differs, bills, cover and reminders are reckoned anew; what was paid is counted again in the next steps.
 */
export const enrolChild = step({
  label: '登记居民医保',
  goes: ['offerYears'],
  decide(ctx) {
    const { state, file, today } = ctx
    const before = state.enrolled
    const enrolled = wantedEnrolment(ctx)
    const { area, birth } = enrolled
    const moved = before !== undefined && before.area !== area
    const leaving = moved ? leaveArea(file, before.area, state.facts) : []
    const notice = holding(ctx)
    const written = writeRelation(file, enrolled, moved ? undefined : state.facts, [], notice.time)
    const bornAnew = before?.birth !== birth
    const reckonedAnew = bornAnew || moved || before?.on !== enrolled.on
    const next: Partial<NewbornState> = {
      enrolled,
      facts: written.days,
      ...(reckonedAnew ? { offers: [] } : {}),
      ...(bornAnew || moved ? { refunds: state.refunds.filter((refund) => goesBackAnyway(ctx, refund)) } : {}),
      ...(bornAnew ? { remindFrom: today, reminded: [] } : {}),
    }
    const isCovered = reckon({ ...ctx, state: { ...state, ...next } }).paid.some((year) => year.by === 'free')
    return go('offerYears', {
      state: next,
      change: [...personFromCertificate(ctx, notice), ...leaving, ...written.change],
      send: [
        ...(moved ? [tellRelation(ctx, before.area, { ...left, from: birth })] : []),
        // A child that is covered without a premium is told of as insured, in the same commit.
        ...((moved || bornAnew) && !isCovered ? [tellRelation(ctx, area, { ...begun, from: birth })] : []),
      ],
      ...said(ctx, enrolled),
      due: dueOn(lastRetrospectDay(birth)),
      admdvs: area,
      areas: [area],
    })
  },
})

/** What the timeline tells of it: nothing, where nothing changed for the family. */
function said({ state, file }: NewbornCtx, { area, birth, notice }: Enrolled): { say?: string } {
  const before = state.enrolled
  if (!before) return { say: texts.enrolled(area) }
  if (before.area !== area || before.birth !== birth) return { say: texts.enrolledAnew(area) }
  const asked = file.one('birth', before.notice)?.by === 'citizen'
  return asked && before.notice !== notice ? { say: texts.confirmed() } : {}
}

/** Birth date, sex and name as the notice that holds has them; a household registration comes before it. */
function personFromCertificate({ file }: NewbornCtx, notice: BirthNotice): Change[] {
  const { person } = file
  if (!person) return []
  const approved = differsTask(file, notice)?.status === 'approved'
  // Registered with a number that another keeps, it is registered all the same.
  const isNumbered = person.cert_hash !== undefined || person.cert_wanted !== undefined
  const named = isNumbered ? {} : { psn_name: notice.private.psn_name }
  if (isNumbered && !approved) return []
  const { brdy, gend } = notice
  const time = isNumbered ? person.time : notice.time
  return [put('person', { ...person, brdy, gend, time, private: { ...person.private, ...named } })]
}

/**
 * Where a newborn is enrolled (RULES.md 3.1); household registration does not matter: the area given; if none, the
 * pooling area of the mother's relation in normal state on the day of birth (310 before
 * 390), else the hospital's.
 */
export function enrolmentArea(notice: BirthNotice, reads: Reads): Admdvs {
  return notice.insu_admdvs ?? motherArea(notice, reads) ?? hospitalArea(notice)
}

function motherArea({ brdy }: BirthNotice, reads: Reads): Admdvs | undefined {
  const mother = motherOf(reads)
  return mother && mainRelationOn(mother, brdy)?.relation.insu_admdvs
}

function hospitalArea(notice: BirthNotice): Admdvs {
  const area = areaOfInstitution(notice.fixmedins_code)
  if (!area) throw new Error('newborn: an institution without a place passed its check')
  return area
}
