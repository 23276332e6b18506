/** Which birth belongs to which delivery: the mother's file tells of one, the child's of the other. */
import { daysBetween } from '../../calendar/index.ts'
import type { BirthNotice, Delivery } from '../rows.ts'

/**
 * Days from birth to the mother's discharge beyond which a delivery is not taken for that birth unless it names it
 * (maternity-allowance/RULES.md 1.2).
 */
const stayDays = 60

/**
 * Whether this delivery brought this child: it names the certificate, or names none and the mother was discharged
 * soon after the birth.
 */
export function isDeliveryOf(
  delivery: Delivery,
  birth: Pick<BirthNotice, 'birth_cert_no' | 'replaces' | 'brdy'>,
): boolean {
  if (delivery.outcome !== 'birth') return false
  if (delivery.birth_cert_nos.length > 0) {
    return delivery.birth_cert_nos.some((number) => number === birth.birth_cert_no || number === birth.replaces)
  }
  const stay = daysBetween(birth.brdy, delivery.dscg_date)
  return stay >= 0 && stay <= stayDays
}
