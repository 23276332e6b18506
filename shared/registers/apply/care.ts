/** Deliveries and pensions: facts that bundles start from. */
import { compareInstants } from '../../calendar/index.ts'
import type { ApplyResult } from '../applying.ts'
import type { EventOf } from '../events.ts'
import { type PersonFile, put } from '../file.ts'
import type { At } from '../look.ts'
import { takenBackBy } from './taken-back.ts'

/** `delivery.settled` and `delivery.reported`, in the mother's file; the latter names her by the file's own number alone. */
export function settleDelivery(
  file: PersonFile,
  event: EventOf<'delivery.settled'> | EventOf<'delivery.reported'>,
  at: At,
): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { birth_cert_nos = [], ...told } = event.data
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
    private: 'psn_name' in told ? { psn_name: told.psn_name } : {},
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
