/** RULES.md 5.8, `resident`: employees' insurance ends, residents' insurance begins. */
import { addDays, type Day, dayOf, firstOfNextMonth, yearOf } from '../../../../shared/calendar/index.ts'
import type { Decision } from '../../../../shared/chain/chain.ts'
import { type Admdvs, InsuState, Insutype, PsnType } from '../../../../shared/codes/index.ts'
import { type Fen, sumFen, yuan } from '../../../../shared/money/index.ts'
import type { PolicyMissing } from '../../../../shared/policy/index.ts'
import { employeeRelation, normalOn, relationIn, type StandingRelation } from '../../../../shared/registers/relation.ts'
import type { Relation } from '../../../../shared/registers/rows.ts'
import { assessBill, billNoOf, billsOf, supersede } from '../../../acts/bill.ts'
import { changeEnrolment, withEnd, withEnrolment } from '../../../acts/enrolment.ts'
import { grant, residentBasic } from '../../../acts/entitlement.ts'
import { residentPremium } from '../../../acts/premium.ts'
import { type Done, together } from '../../../acts/together.ts'
import { endingOf } from '../outcome.ts'
import { residentPremiums, worthOf } from '../rules/refunds.ts'
import { inform } from '../rules/telling.ts'
import { go, type Resident, type RetirementCtx, type RetirementState, step } from '../state.ts'
import { texts } from '../texts.ts'
import { awaitPolicy } from './count-months.ts'
import { limitFrom } from './retire.ts'

/** Days in which the first premium is to be paid. */
const billDays = 90
/** Why relations change here, as the insurance register is told. */
const reason = 'retirement-resident'

/** Ends the 310 relation with the month of choice and begins the 390 one. */
export const becomeResident = step({
  label: '改为居民医保',
  goes: ['assessResident', 'findPlace', 'payBack'],
  decide(ctx) {
    const relation = employeeRelation(ctx.file, ctx.today)
    if (!relation) return go('findPlace')
    const area = relation.relation.insu_admdvs
    const from = firstOfNextMonth(ctx.state.choice ? dayOf(ctx.state.choice.at) : ctx.today)
    const ended = endEmployee(ctx, relation, from)
    if (normalOn(ctx.file, from, Insutype.resident).length > 0) return stayResident(ctx, area, from, ended)
    return go('assessResident', {
      state: { resident: { area, from } },
      ...together(ended, beginResident(ctx, area, from)),
      ...inform(ctx, 'resident', texts.residentFrom(area, from)),
    })
  },
})

/** Somebody who is insured as a resident already needs no second relation, and no second bill for the year. */
function stayResident(ctx: RetirementCtx, area: Admdvs, from: Day, ended: Done) {
  return go('payBack', {
    ...ended,
    state: { resident: { area, from }, ending: endingOf(ctx, 'resident', area) },
    ...limitFrom(ctx, area, ctx.today),
    ...inform(ctx, 'resident', texts.residentAlready(from)),
  })
}

/** Bills the premium of the year; a premium not yet published is waited for, named. */
export const assessResident = step({
  label: '核定居民医保费',
  goes: ['payBack', 'findPlace'],
  decide(ctx) {
    const { resident } = ctx.state
    if (!resident) return go('findPlace')
    const premium = ctx.look.policy(residentPremium, resident.area, resident.from)
    if (!premium.found) return awaitPremium(ctx, premium)
    return go('payBack', billResident(ctx, resident, yuan(premium.value)))
  },
})

/** The premium of a year that is not published yet. */
function awaitPremium(ctx: RetirementCtx, premium: PolicyMissing) {
  const text = texts.waitingForPremium(yearOf(premium.on))
  return awaitPolicy(ctx, [premium], { what: 'policy.resident_premium', notice: 'waiting-for-premium', text })
}

function billResident(ctx: RetirementCtx, resident: Resident, amt: Fen) {
  const { area, bill: before, earlier = [] } = resident
  const key = before ? `resident.${earlier.length + 2}` : 'resident'
  const replaced = before ? { earlier: [...earlier, before.bill_no] } : {}
  const year = yearOf(resident.from)
  const dueDate = addDays(ctx.today, billDays)
  return {
    ...assessBill(ctx, { key, insutype: Insutype.resident, area, of: { year }, amt, due: dueDate }),
    state: {
      resident: { ...resident, ...replaced, bill: { bill_no: billNoOf(ctx, key), year, amt } },
      ending: endingOf(ctx, 'resident', area),
    },
    ...limitFrom(ctx, area, ctx.today),
    ...inform(ctx, 'resident-bill', texts.residentBilled(year, amt, dueDate)),
  }
}

/** The 310 relation ends (4) with the last day of the month of choice. */
function endEmployee(ctx: RetirementCtx, { relation, period, psn_type }: StandingRelation, from: Day): Done {
  const ended = period ? withEnd(relation, { from, period: period.from, by: ctx.case.case_id }) : relation
  return changeEnrolment(ctx, ended, { psn_type, psn_insu_stas: InsuState.terminated, from, reason })
}

const psn_type = PsnType.residentAdult

/** The 390 relation begins on the next day, not insured until paid. */
function beginResident(ctx: RetirementCtx, area: Admdvs, from: Day): Done {
  const held = relationIn(ctx.file, area, Insutype.resident)
  const begun = withEnrolment(held, { psn_insu_date: from, psn_type, time: ctx.now, unpaid: true })
  return changeEnrolment(ctx, begun, { psn_type, psn_insu_stas: InsuState.notInsured, from, reason })
}

/** When the year's premium is paid the 390 relation becomes normal; undefined while it is not, or if it was before. */
export function residentPaid(ctx: RetirementCtx): Decision<RetirementState, 'payBack'> | undefined {
  const { resident, ending } = ctx.state
  if (!resident?.bill || resident.paidBy || ending?.result !== 'resident') return undefined
  const premiums = residentPremiums(ctx.file, billsOf(ctx), ctx.state)
  const isAll = premiums.some((p) => worthOf(p, ctx.state) === 'all')
  if (!isAll && sumFen(premiums.map((p) => p.amt)) < resident.bill.amt) return undefined
  const { area, from, bill } = resident
  const to = `${bill.year}-12-31` as Day
  const changed = { psn_type, psn_insu_stas: InsuState.normal, from, reason }
  return go('payBack', {
    state: { resident: { ...resident, paidBy: premiums.map((p) => p.id) } },
    ...together(
      changeEnrolment(ctx, insured(ctx, resident), changed),
      grant(ctx, { area, insutype: Insutype.resident, kind: residentBasic, from, to }),
    ),
    ...inform(ctx, 'resident-paid', texts.residentPaid(from, to)),
  })
}

/** A premium that was corrected before it was paid: another bill takes the place of the one that asks for it (5.9). */
export function residentBilledAnew(ctx: RetirementCtx): Decision<RetirementState, 'payBack'> | undefined {
  const { resident, ending } = ctx.state
  if (!resident?.bill || resident.paidBy || ending?.result !== 'resident') return undefined
  const premium = ctx.look.policy(residentPremium, resident.area, resident.from)
  if (!premium.found || yuan(premium.value) === resident.bill.amt) return undefined
  const { bill_no } = resident.bill
  const billed = billResident(ctx, resident, yuan(premium.value))
  return go('payBack', {
    ...billed,
    change: [...supersede(billsOf(ctx).filter((bill) => bill.bill_no === bill_no)), ...billed.change],
  })
}

function insured({ file }: RetirementCtx, { area, from }: Resident): Relation {
  const held = relationIn(file, area, Insutype.resident)
  const enrolments = held.enrolments.map((e) => {
    const { unpaid: _unpaid, ...paid } = e
    return e.psn_insu_date === from ? paid : e
  })
  return { ...held, enrolments }
}
