/** People of measurements: as many as wanted, no two with the same numbers, and none of them anybody's. */
import { addDays, day } from '../../shared/calendar/index.ts'
import { certnoCheckDigit } from '../../shared/identity/index.ts'

/** So many of one sex can be born on a day: three digits count them. */
const aDay = 499

/** `person.registered` of the `index`th person. Men and women in turn may be born from `from` on, `aDay` a day. */
export function someone(index: number, like: { from: string; gend: '1' | '2' }) {
  const brdy = addDays(day(like.from), Math.floor(index / aDay))
  const sequence = (index % aDay) * 2 + (like.gend === '1' ? 1 : 2)
  const first17 = `999999${brdy.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return {
    psn_no: `P${like.gend}${String(index).padStart(8, '0')}`,
    psn_cert_type: '01',
    certno: first17 + certnoCheckDigit(first17),
    psn_name: `测试${index}`,
    gend: like.gend,
    brdy,
    tel: '13900000000',
  }
}

/** A whole number for each person of a round: rounds follow each other without a gap. */
export interface Round {
  readonly first: number
  readonly count: number
}

/** The numbers of a round. */
export const numbersOf = ({ first, count }: Round): number[] =>
  Array.from({ length: count }, (_, index) => first + index)
