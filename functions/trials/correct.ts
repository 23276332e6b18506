/**
 * Carrying out a correction (bundles/RULES.md 1.7): open cases that the row concerns are woken, and of those decided that
 * would have come out differently a clerk of the area in charge is told. Nothing is undone by itself.
 */
import type { Compared, Stand } from '../../shared/chain/anew.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import { areaName } from '../../shared/codes/index.ts'
import { handle } from '../../shared/engine/handle.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import { dueFields, dueIn } from '../../shared/policy/due.ts'
import type { Apply } from '../../shared/registers/applying.ts'
import { taskIdOf } from '../../shared/registers/cases.ts'
import { type Change, type PersonFile, put } from '../../shared/registers/file.ts'
import type { At } from '../../shared/registers/look.ts'
import { recall } from '../../shared/registers/rest.ts'
import { isOpen } from '../../shared/registers/rows/cases.ts'
import type { CaseRow, TaskRow } from '../../shared/registers/rows.ts'
import type { FactsOf } from '../../shared/tasks/kind.ts'
import { ruleCorrected } from '../../shared/tasks/person.ts'
import { parameters } from '../bundles/all.ts'
import type { Trial } from './trial.ts'

/** A case as it was asked; without an answer if it could not be. */
export interface Asked {
  case_id: string
  bundle: string
  is?: Compared
}

/** Working days a clerk has to look at a decision that a correction would change. */
const clerkWorkingDays = 10

/** Does what follows from a correction for the cases of a person; twice is no more than once. */
export async function carryOut(
  ports: Ports,
  rules: Rules,
  trial: Trial,
  file: PersonFile,
  asked: readonly Asked[],
): Promise<void> {
  const touched = asked.filter(({ is }) => is?.touched)
  for (const { case_id, is } of touched) {
    if (!is?.decided || !trial.corrects?.decided) continue
    if (is.verdict === 'same' && openTasks(file, case_id, trial).length === 0) continue
    await handle(ports, rules, file.pid, { apply: noting(rules, trial, case_id, is) })
  }
  const isWaiting = ({ case_id }: Asked) => {
    const row = file.one('case', case_id)
    return row !== undefined && isOpen(row)
  }
  if (touched.some(isWaiting)) await pass(ports, [{ kind: 'wake', pid: file.pid }])
}

/** Undecided tasks of earlier corrections of the same parameter: this one has taken their place. */
const openTasks = (file: PersonFile, caseId: string, { row: { name } }: Trial): TaskRow[] =>
  file
    .all('task')
    .filter(({ case_id, kind, status }) => case_id === caseId && kind === ruleCorrected.kind && status === 'open')
    .filter(({ facts }) => facts.name === name)

/** Opens the task, unless it was opened before, and closes those whose place it takes. */
const noting =
  (rules: Rules, trial: Trial, caseId: string, is: Compared): Apply =>
  (file, at) => {
    const row = recall(file, at, 'case', caseId)
    const taskId = taskIdOf(caseId, ruleCorrected.kind, trial.trial_id)
    if (!row || file.one('task', taskId)) return { ok: {} }
    const closed = openTasks(file, caseId, trial).map((task) => put('task', { ...task, status: 'closed' }))
    // A case at rest stands in the file again while somebody has to look at it.
    const awake: Change[] = file.restOf('case', caseId) ? [put('case', row)] : []
    const task = is.verdict === 'same' ? [] : [put('task', taskOf(rules, trial, row, is, taskId, at)), ...awake]
    return { ok: { change: [...closed, ...task] } }
  }

function taskOf(rules: Rules, { row }: Trial, kase: CaseRow, is: Compared, task_id: string, at: At): TaskRow {
  const { case_id, admdvs } = kase
  const due = dueIn(at, admdvs, clerkWorkingDays)
  return {
    task_id,
    case_id,
    kind: ruleCorrected.kind,
    owner: { role: 'clerk', area: admdvs },
    admdvs,
    opened_at: at.now,
    ...dueFields(due),
    facts: { ...shown(rules, row, kase, is) },
    status: 'open',
    standing: true,
  }
}

function shown(rules: Rules, row: Trial['row'], kase: CaseRow, is: Compared): FactsOf<typeof ruleCorrected> {
  const steps = rules.chains.find(({ bundle }) => bundle === kase.bundle)?.steps
  const told = ({ step, status, outcome, missing }: Stand) => ({
    status,
    at: steps?.[step]?.label ?? step,
    ...(outcome ? { outcome } : {}),
    ...(missing ? { missing } : {}),
  })
  const title = parameters.get(row.name)?.title ?? row.name
  const since = row.from === undefined ? '' : `自${row.from}起`
  return {
    name: row.name,
    admdvs: row.admdvs,
    ...(row.from === undefined ? {} : { from: row.from }),
    source: row.source,
    before: told(is.before),
    after: told(is.after),
    text: `政策参数“${title}”（${areaName(row.admdvs)}${since}）已更正，按更正后的算，这件事的结果会不一样。系统不会自动更改，请核对后处理。`,
  }
}
