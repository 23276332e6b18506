/** What clerks decide about a year's assistance (RULES.md 4.2, 6.2). */
import { named } from '../../../shared/codes/coded.ts'
import type { Schemas } from '../../../shared/schemas.ts'
import { shown, taskKind } from '../../../shared/tasks/kind.ts'
import { deptNames } from './rules/words.ts'

/** A payer and how it stands for the year. */
export const payerShown = (z: Schemas) => ({
  admdvs: shown.area(z),
  dept: named(z.string().meta({ title: '出资方' }), deptNames, 'dept'),
  due: shown.money(z),
  given: shown.money(z),
})

/** A run is confirmed: one click for many (`POST /v1/task-decisions`). */
export const confirmAssistance = taskKind({
  kind: 'confirm-assistance',
  title: '确认医疗救助金额',
  after: { approve: '按列出的金额付给本人', reject: '这次不付，告诉本人原因；应救助的金额变了再请您确认' },
  facts: (z) => ({
    year: z.int(),
    amt: shown.money(z),
    text: z.string(),
    payers: z.array(z.object({ ...payerShown(z), to_pay: shown.money(z) })).readonly(),
  }),
})

/** What was given beyond what is due is left over once the year is reconciled. */
export const recoverAssistance = taskKind({
  kind: 'recover-assistance',
  title: '医疗救助多付：追回或不再追',
  after: { approve: '记下由您线下追回', reject: '记下不再追回' },
  facts: (z) => ({
    year: z.int(),
    amt: shown.money(z),
    text: z.string(),
    payers: z.array(z.object({ ...payerShown(z), over: shown.money(z) })).readonly(),
  }),
})
