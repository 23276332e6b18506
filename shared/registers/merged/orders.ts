/**
 * Orders of cases that ended with the file of a lost number. What ought to be is decided anew, so who pays is told of
 * whatever of them was paid or may yet be, and decides: at once of those that stand, else once the bank says that it has
 * paid after all (infra/decisions/0040).
 */
import { formatYuan } from '../../money/index.ts'
import { dueFields, dueIn } from '../../policy/due.ts'
import { reverseByHand } from '../../tasks/person.ts'
import { taskIdOf } from '../cases.ts'
import { type Change, type PersonFile, put } from '../file.ts'
import { pidIn, type Ref, refOf } from '../ids.ts'
import type { At } from '../look.ts'
import { recall } from '../rest.ts'
import type { CaseRow, Payment, TaskRow } from '../rows.ts'

/** Working days a clerk has for what was ordered under the lost number (bundles/RULES.md 5.2). */
const clerkWorkingDays = 10

const paidAfterAll =
  '银行先说这笔钱没付成，编号合并后这件事重新办理，银行又说付成了，可能付了两次。请核对，多付的向收款方追回。'

/** An order that may have been paid, or may yet be. */
const stands = ({ report }: Payment): boolean => report?.status !== 'returned'

/** The orders of a case that stand. */
export const standingOrders = (file: PersonFile, { case_id }: Pick<CaseRow, 'case_id'>): Payment[] =>
  file.all('payment').filter((payment) => payment.case_id === case_id && stands(payment))

/** Who pays decides what becomes of what stands in a case that ends with its file `from`; told once. */
export function tellOfStanding(file: PersonFile, from: PersonFile, row: CaseRow, at: At): Change[] {
  return [put('task', byHand({ file, from, row, orders: standingOrders(from, row), key: row.case_id, at }))]
}

/** What the bank says now of an order of such a case that had come back: paid after all, or not paid after that. */
export function tellOfWord(file: PersonFile, order: Payment, at: At): Change[] {
  const { case_id, pay_no } = order
  const pid = pidIn(case_id)
  if (pid === undefined || file.all('joined').length === 0 || recall(file, at, 'case', case_id)) return []
  const told = file.all('task').find((task) => tellsOf(task, pay_no))
  if (!stands(order)) {
    const isIdle = told?.status === 'open' && told.task_id.endsWith(pay_no)
    return isIdle ? [put('task', { ...told, status: 'closed' })] : []
  }
  if (told && told.status !== 'closed') return []
  const from = at.look.closed(pid)
  const row = from.one('case', case_id)
  if (!row) return []
  const task = byHand({ file, from, row, orders: [order], key: pay_no, text: paidAfterAll, at })
  return [put('task', { ...task, ...(told ? { task_id: told.task_id } : {}) })]
}

/** Whether a clerk is told by this task of the order of a case that ended with its number. */
const tellsOf = ({ kind, facts }: TaskRow, pay_no: Ref): boolean =>
  kind === reverseByHand.kind &&
  facts.reason === 'merged' &&
  (facts.orders as { pay_no: Ref }[]).some((one) => one.pay_no === pay_no)

function byHand(of: {
  file: PersonFile
  from: PersonFile
  row: CaseRow
  orders: readonly Payment[]
  key: Ref
  text?: string
  at: At
}): TaskRow {
  const { file, from, row, orders, key, text, at } = of
  const { case_id, bundle } = row
  const area = orders[0]?.payer_admdvs ?? row.admdvs
  return {
    task_id: taskIdOf(refOf('PN', file.pid, 'person'), reverseByHand.kind, key),
    kind: reverseByHand.kind,
    owner: { role: 'clerk', area },
    admdvs: area,
    opened_at: at.now,
    ...dueFields(dueIn(at, area, clerkWorkingDays)),
    facts: {
      case_id,
      bundle,
      reason: 'merged',
      psn_no: from.person?.psn_no,
      orders: orders.map(({ pay_no, amt }) => ({ pay_no, amt: formatYuan(amt) })),
      ...(text === undefined ? {} : { text }),
    },
    status: 'open',
    standing: true,
  }
}
