/** `GET /v1/me/assistance`: what is due and given for a year, as it is known now (RULES.md 8.1). */
import * as z from 'zod'
import { year } from '../../../events/fields.ts'
import { dayOf, yearOf } from '../../../shared/calendar/index.ts'
import { openCode } from '../../../shared/codes/coded.ts'
import { World } from '../../../shared/engine/world.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { type Fen, formatYuan } from '../../../shared/money/index.ts'
import { loadWholeSnapshot } from '../../../shared/table/files.ts'
import { called } from '../../calls/called.ts'
import { code6, date, money } from '../../calls/fields.ts'
import { mayActFor } from '../../calls/household.ts'
import { notFound } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { isRefused, type YearFigures, yearCase, yearFigures } from './rules/payers.ts'
import { deptNames, identityNames } from './rules/words.ts'
import { type AssistanceState, stateIn } from './state.ts'

const dept = () => openCode(deptNames, 'dept')

const answer = called(
  'Assistance',
  z.object({
    year: z.int(),
    settlements: z.array(
      z.object({
        setl_id: z.string(),
        day: date,
        burden: money,
        grants: z.array(
          z.object({
            admdvs: code6,
            dept: dept(),
            psn_idet_type: openCode(identityNames, 'psn_idet_type').optional(),
            amt: money,
          }),
        ),
      }),
    ),
    payers: z.array(z.object({ admdvs: code6, dept: dept(), due: money, given: money, to_pay: money })),
  }),
)

/** The year in the words of the call. */
function shownAs(of: number, known: YearFigures, refused: AssistanceState['refused']): z.input<typeof answer> {
  const isHeld = isRefused(refused, known)
  return {
    year: of,
    settlements: known.settlements.map(({ setl_id, day, burden, grants }) => ({
      setl_id,
      day,
      burden: formatYuan(burden),
      grants: grants
        .filter(({ amt }) => amt > 0)
        .map(({ admdvs, dept, kind, amt }) => ({
          admdvs,
          dept,
          ...(kind === undefined ? {} : { psn_idet_type: kind }),
          amt: formatYuan(amt),
        })),
    })),
    payers: known.figures.map(({ admdvs, dept, due, given }) => ({
      admdvs,
      dept,
      due: formatYuan(due),
      given: formatYuan(given),
      to_pay: formatYuan((isHeld ? 0 : Math.max(0, due - given)) as Fen),
    })),
  }
}

export const routes: readonly Route[] = [
  route('GET /v1/me/assistance', {
    access: { citizen: 'household' },
    tag: '我的',
    summary: '一年的医疗救助：每次结算该给多少、各部门给了多少、还要付多少；家人的写 psn_no',
    en: 'Medical assistance of a year: what is due on each settlement, what each payer gave, and what is to be paid',
    query: z.object({ year: z.coerce.number().pipe(year).optional(), psn_no: z.string().optional() }),
    answer,
    async handler({ ports, births, subject, query }) {
      const file = await loadWholeSnapshot(ports, pidOf(ports.keys, query.psn_no ?? subject.psn_no))
      if (!file.person || !(await mayActFor({ ports, births }, subject.psn_no, file))) return notFound()
      const now = ports.clock.now()
      const today = dayOf(now)
      const of = query.year ?? yearOf(today)
      const world = new World(ports)
      const known = await world.loading(() => yearFigures(file, { now, today, look: world.look }, of))
      const row = yearCase(file, of)
      return { body: shownAs(of, known, row && stateIn(row).refused) }
    },
  }),
]
