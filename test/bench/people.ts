/** People of measurements: as many as wanted, no two with the same numbers, and none of them anybody's. */
import { bornADay, certnoOfNobody } from '../../events/samples/people.ts'
import { addDays, day } from '../../shared/calendar/index.ts'

/** `person.registered` of the `index`th person. Men and women in turn may be born from `from` on, `bornADay` a day. */
export function someone(index: number, like: { from: string; gend: '1' | '2' }) {
  const brdy = addDays(day(like.from), Math.floor(index / bornADay))
  const nth = (index % bornADay) * 2 + (like.gend === '1' ? 1 : 2)
  return {
    psn_no: `P${like.gend}${String(index).padStart(8, '0')}`,
    psn_cert_type: '01',
    certno: certnoOfNobody(brdy, nth),
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
