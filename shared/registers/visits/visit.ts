/** Visits: admitted, settled, and what of that was taken back. */
import { compareInstants } from '../../calendar/index.ts'
import { yuan } from '../../money/index.ts'
import { isTakenBack, takenBackBy } from '../apply/taken-back.ts'
import type { ApplyResult } from '../applying.ts'
import type { EventOf } from '../events.ts'
import { type PersonFile, put } from '../file.ts'
import type { At } from '../look.ts'
import { recall } from '../rest.ts'
import type { Visit } from '../rows.ts'

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

/** `visit.settled` and `visit.self-paid`, which has no number but the visit's; parked until the visit is known. */
export function settleVisit(
  file: PersonFile,
  event: EventOf<'visit.settled'> | EventOf<'visit.self-paid'>,
  at: At,
): ApplyResult {
  const { mdtrt_id, fixmedins_code, setl_id, endtime, medfee_sumamt, fund_pay_sumamt } = {
    setl_id: event.data.mdtrt_id,
    fund_pay_sumamt: '0.00',
    ...event.data,
  }
  const held = recall(file, at, 'visit', `${fixmedins_code}#${mdtrt_id}`)
  if (!held) return { needs: file.person ? 'needs-visit' : 'needs-person' }
  if (held.settled && compareInstants(held.settled.time, event.time) > 0) return { ok: {} }
  const undone = held.undone?.find((one) => one.setl_id === setl_id)
  if (undone && isTakenBack({ time: event.time, revoked: undone })) return { ok: {} }
  const sums = { medfee_sumamt: yuan(medfee_sumamt), fund_pay_sumamt: yuan(fund_pay_sumamt) }
  return { ok: { change: [put('visit', { ...held, settled: { setl_id, endtime, ...sums, time: event.time } })] } }
}

/**
 * `visit.unsettled`: that settlement never was, unless a later report says so again; parked until the visit is known, and
 * taken down even before the settlement itself is.
 */
export function unsettleVisit(file: PersonFile, event: EventOf<'visit.unsettled'>, at: At): ApplyResult {
  const { mdtrt_id, fixmedins_code, setl_id, reason } = event.data
  const held = recall(file, at, 'visit', `${fixmedins_code}#${mdtrt_id}`)
  if (!held) return { needs: file.person ? 'needs-visit' : 'needs-person' }
  const before = held.undone?.find((one) => one.setl_id === setl_id)
  const revoked = takenBackBy(before, { time: event.time, reason })
  if (revoked === before) return { ok: {} }
  const { settled, ...visit } = held
  const others = held.undone?.filter((one) => one !== before) ?? []
  const stands = settled && !(settled.setl_id === setl_id && isTakenBack({ time: settled.time, revoked }))
  const undone = [...others, { ...revoked, setl_id }]
  return { ok: { change: [put('visit', { ...visit, ...(stands ? { settled } : {}), undone })] } }
}
