/**
 * What is missing of credits that turned out to be less, and that no balance covers (transfer/RULES.md 4.12): no case is
 * about it, so the clerks of the place that was credited are told here, once a credit. Money that comes covers it first, and
 * closes the task; once they have decided, they have dealt with it.
 */
import { formatYuan } from '../money/index.ts'
import { dueFields, dueIn } from '../policy/due.ts'
import { taskIdOf } from '../registers/cases.ts'
import { type PersonFile, put } from '../registers/file.ts'
import { refOf } from '../registers/ids.ts'
import type { At } from '../registers/look.ts'
import type { Account, TaskRow, Uncovered } from '../registers/rows.ts'
import { same } from '../same.ts'
import { reverseByHand } from '../tasks/person.ts'
import type { Draft } from './draft.ts'

/** Working days they have for it. */
const clerkWorkingDays = 10

const text = '划入个人账户的钱经更正少了，账户里已经不够退。没有从别处扣，请核对并与参保人、划入方处理。'

/** Opens, brings up to date and closes the tasks; what was decided is covered by no money any more. */
export function tellOfUncovered(draft: Draft, at: At): void {
  if (!draft.read.again && draft.file.changedSince(draft.read, 'account').length === 0 && !hasDecided(draft)) return
  for (const account of draft.file.all('account')) {
    const tasks = tasksOf(draft.file, account)
    const owed = (account.uncovered ?? []).filter(({ credit_no }) => credit_no !== undefined)
    for (const task of tasks.filter(({ status }) => status === 'open')) {
      const isOwed = owed.some(({ credit_no }) => credit_no === task.facts.credit_no)
      if (!isOwed) draft.write([put('task', { ...task, status: 'closed' })])
    }
    const decided = new Set(tasks.flatMap(({ decision, facts }) => (decision ? [facts.credit_no] : [])))
    for (const one of owed) if (!decided.has(one.credit_no)) tell(draft, account, one, at)
    markDecided(draft, account, decided)
  }
}

const tasksOf = (file: PersonFile, { insu_admdvs }: Account): TaskRow[] =>
  file.all('task').filter(({ kind, facts }) => {
    return kind === reverseByHand.kind && facts.credit_no !== undefined && facts.insu_admdvs === insu_admdvs
  })

/** Whether a clerk decided just now. */
const hasDecided = ({ file, read }: Draft): boolean =>
  file.changedSince(read, 'task').some((id) => file.one('task', id)?.facts.credit_no !== undefined)

function tell(draft: Draft, { insu_admdvs: area }: Account, { credit_no, amt }: Uncovered, at: At): void {
  const { file } = draft
  const held = tasksOf(file, { insu_admdvs: area } as Account).find(({ facts }) => facts.credit_no === credit_no)
  const facts = { psn_no: file.person?.psn_no, insu_admdvs: area, credit_no, amt: formatYuan(amt), text }
  if (held?.status === 'open' && same(held.facts, facts)) return
  const opened = held?.status === 'open' ? held : undefined
  const task: TaskRow = opened ?? {
    task_id:
      held?.task_id ?? taskIdOf(refOf('PN', file.pid, 'person'), reverseByHand.kind, `credit.${area}.${credit_no}`),
    kind: reverseByHand.kind,
    owner: { role: 'clerk', area },
    admdvs: area,
    opened_at: at.now,
    ...dueFields(dueIn(at, area, clerkWorkingDays)),
    facts,
    status: 'open',
    standing: true,
  }
  draft.write([put('task', { ...task, facts })])
}

/** What clerks have dealt with no credit covers that comes later, or the person would pay it twice. */
function markDecided(draft: Draft, account: Account, decided: ReadonlySet<unknown>): void {
  const { uncovered = [] } = account
  const isNew = ({ credit_no, byHand }: Uncovered) => !byHand && credit_no !== undefined && decided.has(credit_no)
  if (!uncovered.some(isNew)) return
  const marked = uncovered.map((one) => (isNew(one) ? { ...one, byHand: true as const } : one))
  draft.write([put('account', { ...account, uncovered: marked })])
}
