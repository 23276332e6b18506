/** What somebody in office decides upon a task: kept as a fact, upon which the case goes on. */
import { anyBankAccount } from '../../../events/fields.ts'
import { parseYuan } from '../../money/index.ts'
import type { Apply } from '../applying.ts'
import { type PersonFile, put } from '../file.ts'
import type { Pid } from '../ids.ts'
import type { TaskKind, TaskRow } from '../rows.ts'
import type { SignalTo } from '../signals.ts'
import { numberIn } from './identity.ts'

/** A decision on a task. `by` is the subject who decides. */
export interface TaskDecision {
  taskId: string
  verdict: 'approve' | 'reject'
  reason?: string
  by: string
  data: Record<string, unknown>
}

/** Tasks that no decision closes, only what is missing (contract.md, Tasks). */
const closedByFacts: readonly TaskKind[] = ['policy-missing', 'calendar-missing', 'funds-differ', 'chain-stopped']

/** Writes the decision. A second one is refused, as is one that the task cannot take. */
export function decideTask(decision: TaskDecision): Apply {
  return (file, at) => {
    const { now } = at
    const task = file.one('task', decision.taskId)
    if (!task) return { refused: { status: 404, code: 'not-found', detail: '没有这个待办' } }
    if (task.status !== 'open') return { refused: { status: 409, code: 'task-closed', detail: '这个待办已经处理过了' } }
    if (closedByFacts.includes(task.kind)) {
      return {
        refused: { status: 409, code: 'closed-by-facts', detail: '这个待办不用人工处理，缺的内容补上后会自动关闭' },
      }
    }
    const fault = faultIn(task.facts, task.kind, decision)
    if (fault) return { refused: { status: 400, code: 'bad-decision', ...fault } }
    const { reason, by, verdict } = decision
    const { bank_acct, ...data } = decision.data
    // A bank account does not lie in the clear.
    const sealed = bank_acct === undefined ? {} : { private: { ...task.private, bank_acct } }
    const status = verdict === 'approve' ? ('approved' as const) : ('rejected' as const)
    const decided = {
      ...task,
      ...sealed,
      status,
      decision: { at: now, by, data, ...(reason ? { reason } : {}) },
    }
    return { ok: { change: [put('task', decided)], signals: [...cession(file, decided), ...union(file, decided)] } }
  }
}

/** `identity-taken`, and it is the one registered second who keeps the number: the other is told to let go of it. */
function cession(file: PersonFile, task: TaskRow): SignalTo[] {
  if (task.kind !== 'identity-taken' || task.status !== 'approved') return []
  if (task.decision?.data.merge === true || task.decision?.data.psn_no !== file.person?.psn_no) return []
  const number = numberIn(task)
  if (!number) return []
  const { holder, cert } = number
  return [{ to: { pid: holder }, signal: { kind: 'number-ceded', cert, to: file.pid, task } }]
}

/** `identity-taken`, and both are one person: the one that does not keep the number goes over to the other. */
function union(file: PersonFile, task: TaskRow): SignalTo[] {
  if (task.kind !== 'identity-taken' || task.status !== 'approved' || task.decision?.data.merge !== true) return []
  const holder = task.private?.holder as Pid | undefined
  if (holder === undefined) return []
  const [lost, into] = task.decision.data.psn_no === file.person?.psn_no ? [holder, file.pid] : [file.pid, holder]
  return [{ to: { pid: lost }, signal: { kind: 'merge-into', into, reason: task.decision.reason ?? '同一人重复建档' } }]
}

/** What a kind of task needs to be told with its decision. */
function faultIn(facts: Record<string, unknown>, kind: TaskKind, { verdict, data }: TaskDecision) {
  if (verdict === 'reject') return undefined
  if (kind === 'choose-origin') {
    const candidates = facts.candidates as { insu_admdvs: string }[]
    if (candidates.some((c) => c.insu_admdvs === data.insu_admdvs)) return undefined
    return { field: 'insu_admdvs', detail: '请从列出的参保地中选一个' }
  }
  if (kind === 'identity-taken') {
    const persons = facts.persons as { psn_no: string }[]
    if (persons.some(({ psn_no }) => psn_no === data.psn_no)) return undefined
    return { field: 'psn_no', detail: `请写明号码归谁：${persons.map(({ psn_no }) => psn_no).join('、')}` }
  }
  if (kind === 'no-choice') {
    const options = (facts.options ?? ['lump-sum', 'monthly', 'resident']) as string[]
    if (options.includes(data.option as string)) return undefined
    return { field: 'option', detail: `请选择：${options.join('、')}` }
  }
  if (kind === 'review-allowance') return baseFault(facts, data.avg_base)
  if (kind === 'payment-returned' && !anyBankAccount.safeParse(data.bank_acct).success) {
    return { field: 'bank_acct', detail: '请填写新的银行账户：bank_code、acct_no、acct_name' }
  }
  return undefined
}

/** A clerk may give the average base, and must where it is missing (rules/newborn.md, Maternity allowance 3). */
function baseFault(facts: Record<string, unknown>, given: unknown) {
  const needed = (facts.reasons as string[] | undefined)?.includes('base-missing')
  if (given === undefined && !needed) return undefined
  if ((parseYuan(given) ?? 0) > 0) return undefined
  return { field: 'avg_base', detail: '请填写单位上年度月平均缴费基数，如 "7530.00"' }
}
