/** Deliveries, pensions and visits: facts that bundles start from. */
import { compareInstants } from '../../calendar/index.ts'
import { yuan } from '../../money/index.ts'
import type { ApplyResult } from '../applying.ts'
import type { EventOf } from '../events.ts'
import { type PersonFile, put } from '../file.ts'
import type { At } from '../look.ts'
import { recall } from '../rest.ts'
import type { Visit } from '../rows.ts'
import { takenBackBy } from './taken-back.ts'

/** `delivery.settled`, in the mother's file. */
export function settleDelivery(file: PersonFile, event: EventOf<'delivery.settled'>, at: At): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { certno: _certno, psn_name, birth_cert_nos = [], ...told } = event.data
  const held = file.one('delivery', told.setl_id)
  if (held && compareInstants(held.time, event.time) > 0) return { ok: {} }
  const {
    setl_id,
    fixmedins_code,
    insu_admdvs,
    dscg_date,
    outcome,
    dystocia,
    fetus_count,
    child_order,
    gestation_weeks,
    alive_count,
  } = told
  const row = {
    setl_id,
    fixmedins_code,
    insu_admdvs,
    dscg_date,
    outcome,
    dystocia,
    fetus_count,
    child_order,
    gestation_weeks,
    ...(alive_count === undefined ? {} : { alive_count }),
    birth_cert_nos: [...birth_cert_nos],
    time: event.time,
    at: held?.at ?? at.now,
    ...(held?.revoked ? { revoked: held.revoked } : {}),
    private: { psn_name },
  }
  return { ok: { change: [put('delivery', row)] } }
}

/** `delivery.revoked`; parked until that settlement is known. */
export function revokeDelivery(file: PersonFile, event: EventOf<'delivery.revoked'>): ApplyResult {
  const held = file.one('delivery', event.data.setl_id)
  if (!held) return { needs: file.person ? 'needs-delivery' : 'needs-person' }
  const revoked = takenBackBy(held.revoked, { time: event.time, reason: event.data.reason })
  return { ok: revoked === held.revoked ? {} : { change: [put('delivery', { ...held, revoked })] } }
}

/** `pension.approved`; every notice is kept, the bundle says which holds. */
export function approvePension(file: PersonFile, event: EventOf<'pension.approved'>, id: string, at: At): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { retr_date, pension_admdvs, deemed_months, emp_no } = event.data
  const pension = { id, retr_date, pension_admdvs, deemed_months, time: event.time, at: at.now }
  return { ok: { change: [put('pension', emp_no === undefined ? pension : { ...pension, emp_no })] } }
}

/** A visit's facts as a row, without decision. */
export function visitOf(data: EventOf<'visit.admitted'>['data']): Visit {
  const { mdtrt_id, fixmedins_code, mdtrtarea_admvs, med_type, begntime, cross_region_enabled } = data
  return {
    mdtrt_id,
    fixmedins_code,
    mdtrtarea_admvs,
    med_type,
    begntime,
    cross_region_enabled,
    ...(data.emergency !== undefined ? { emergency: data.emergency } : {}),
    ...(data.acct_only !== undefined ? { acct_only: data.acct_only } : {}),
    ...(data.insuplc_admdvs !== undefined ? { insuplc_admdvs: data.insuplc_admdvs } : {}),
  }
}

/** `visit.admitted`: if the desk asked before, the visit and its decision stand already. */
export function admitVisit(file: PersonFile, event: EventOf<'visit.admitted'>, at: At): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const told = visitOf(event.data)
  const held = recall(file, at, 'visit', `${told.fixmedins_code}#${told.mdtrt_id}`, told.begntime)
  const { time: last, at: since = at.now } = held?.admitted ?? {}
  // Its facts stay as they were told first; told again, it takes place after all if it was cancelled in between.
  if (last && compareInstants(last, event.time) >= 0) return { ok: {} }
  return { ok: { change: [put('visit', { ...(held ?? told), admitted: { time: event.time, at: since } })] } }
}

/** `visit.cancelled`: it did not take place; parked until the visit is known. */
export function cancelVisit(file: PersonFile, event: EventOf<'visit.cancelled'>, at: At): ApplyResult {
  const { fixmedins_code, mdtrt_id, reason } = event.data
  const held = recall(file, at, 'visit', `${fixmedins_code}#${mdtrt_id}`)
  if (!held) return { needs: file.person ? 'needs-visit' : 'needs-person' }
  const cancelled = takenBackBy(held.cancelled, { time: event.time, reason })
  return { ok: cancelled === held.cancelled ? {} : { change: [put('visit', { ...held, cancelled })] } }
}

/** `visit.settled`; parked until the visit is known. */
export function settleVisit(file: PersonFile, event: EventOf<'visit.settled'>, at: At): ApplyResult {
  const { mdtrt_id, fixmedins_code, setl_id, endtime, medfee_sumamt, fund_pay_sumamt } = event.data
  const held = recall(file, at, 'visit', `${fixmedins_code}#${mdtrt_id}`)
  if (!held) return { needs: file.person ? 'needs-visit' : 'needs-person' }
  if (held.settled && compareInstants(held.settled.time, event.time) > 0) return { ok: {} }
  const sums = { medfee_sumamt: yuan(medfee_sumamt), fund_pay_sumamt: yuan(fund_pay_sumamt) }
  return { ok: { change: [put('visit', { ...held, settled: { setl_id, endtime, ...sums, time: event.time } })] } }
}
