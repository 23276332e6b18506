/** What a point did in a month and what it is paid for that: by the days that were counted, each at the fee of its day. */
import { firstDay, lastDay, type Month } from '../../../shared/calendar/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { type Fen, formatYuan, mulDivRound, sumFen, yuan, ZERO } from '../../../shared/money/index.ts'
import type { Point } from '../../../shared/points/point.ts'
import { errandFee } from '../../../shared/policy/house/errands.ts'
import { policyAt } from '../../../shared/policy/index.ts'
import { pointDaysOf } from '../../../shared/table/office/errands.ts'
import { currentPolicies } from '../../../shared/table/policies.ts'

/** The task by which a point is asked to visit somebody at home. */
const homeVisit = 'home-visit'

/** What a matter came to. */
interface Sum {
  acts: number
  returned: number
  fee: Fen
}

/** The statement of a month. */
export async function statementOf({ table, clock }: Pick<Ports, 'table' | 'clock'>, point: Point, month: Month) {
  const within = [firstDay(month), lastDay(month)] as const
  const [days, done, { amendments }] = await Promise.all([
    pointDaysOf(table, point.point_no, 'day', ...within),
    pointDaysOf(table, point.point_no, 'done', ...within),
    currentPolicies({ table, clock }),
  ])
  const sums = new Map<string, Sum>()
  for (const { day, counts } of days) {
    const fees = policyAt(amendments, errandFee, point.admdvs, day)
    for (const [what, count] of Object.entries(counts)) {
      const [status, matter] = what.split('#')
      if (matter === undefined) continue
      const fee = fees.found ? fees.row.value[matter] : undefined
      const sum = sums.get(matter) ?? { acts: 0, returned: 0, fee: ZERO }
      if (status === 'returned') sums.set(matter, { ...sum, returned: sum.returned + count })
      else {
        const more = fee === undefined ? ZERO : mulDivRound(yuan(fee), count)
        sums.set(matter, { ...sum, acts: sum.acts + count, fee: sumFen([sum.fee, more]) })
      }
    }
  }
  const matters = [...sums].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    errands: days.reduce((sum, { counts }) => sum + (counts.errands ?? 0), 0),
    matters: matters.map(([matter, { fee, ...counts }]) => ({ matter, ...counts, fee: formatYuan(fee) })),
    home_visits: done.reduce((sum, { counts }) => sum + (counts[homeVisit] ?? 0), 0),
    fee_total: formatYuan(sumFen(matters.map(([, { fee }]) => fee))),
  }
}
