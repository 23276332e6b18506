/** How lives are told: the person they are about, and their happenings in the order of time. */
import { certnoOfNobody } from '../../../events/samples/people.ts'
import type { Happening } from './life.ts'
import type { Amendment } from './plain/rows.ts'

/** Somebody who belongs to nobody, as registered. */
export function someone(n: number, more: { brdy?: string; gend?: '1' | '2' } = {}) {
  const { brdy = '1990-01-01', gend = '2' } = more
  const nth = n * 2 + (gend === '1' ? 1 : 0)
  return {
    psn_no: `P${String(n).padStart(6, '0')}`,
    psn_cert_type: '01',
    certno: certnoOfNobody(brdy, nth),
    psn_name: `测试${n}`,
    gend,
    brdy,
    tel: '13900000000',
  }
}

/** A bank account. */
export const bankAccount = { bank_code: '102', acct_no: '6222000011112222', acct_name: '测试人' }

/** An operator's amendment as it happens. */
export const setting = ({ at, ...set }: Amendment): Happening => ({ at, set })

/** Happenings by their moments; of one moment as they were told. */
export const inTurn = (all: readonly Happening[]): Happening[] =>
  all.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
