/**
 * Answers of one area, matter and cause become a problem, are joined by more, and begin anew once it is decided
 * (feedback/RULES.md 4). They come by signal, each from its case's own commit: late, twice, or in another order than they were
 * given, they come to the same. Pure.
 */
import { addDays, compareInstants, type Day, dayOf, type Instant } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import { taskDue } from '../../policy/desk.ts'
import { dueFields } from '../../policy/due.ts'
import type { Parameter } from '../../policy/index.ts'
import { problemThreshold, problemWindowDays } from '../../policy/problems.ts'
import { mendProblem } from '../../tasks/problem.ts'
import type { ApplyResult } from '../applying.ts'
import { taskIdOf } from '../cases.ts'
import { type Change, drop, type PersonFile, put } from '../file.ts'
import { refOf } from '../ids.ts'
import type { At } from '../look.ts'
import type { Mended, Problem } from '../rows/counted.ts'
import type { TaskRow } from '../rows.ts'
import type { Signal, SignalTo } from '../signals.ts'

/** The first answer of a case of feedback, with what its problem would be of. */
type Answered = Extract<Signal, { kind: 'answered' }>
type Answer = Problem['answers'][number]

/** Word to the file where answers of this area, matter and cause are counted. */
export const wordOfAnswer = (answered: Omit<Answered, 'kind'>): SignalTo => ({
  to: { nobody: `problem ${answered.admdvs} ${answered.matter} ${answered.cause}` },
  signal: { kind: 'answered', ...answered },
})

/** Counts an answer, once: with the problem that was open when it was given, or towards the next. */
export function countAnswer(file: PersonFile, { kind: _, case_id, answered_at, ...of }: Answered, at: At): ApplyResult {
  const all = [...file.all('problem')].sort((a, b) => a.no - b.no)
  if (all.some(({ answers }) => answers.some((one) => one.case_id === case_id))) return { ok: {} }
  const answer = { case_id, at: answered_at }
  const limits = limitsOn(at, of.admdvs, dayOf(answered_at))
  const home = all.find((one) => wasOpen(one, answer))
  if (home) return { ok: { change: joined(file, home, answer, limits) } }
  const counting = all.find(({ status }) => status === 'counting')
  const last = all.findLast(({ status }) => status !== 'counting')
  if (last?.status === 'closed' && dayOf(answered_at) <= addDays(dayOf(last.decided_at as Instant), limits.days)) {
    return { ok: { change: openedAgain(last, answer, counting, at) } }
  }
  const no = (last?.no ?? 0) + 1
  const problem_id = refOf('PB', file.pid, `problem#${no}`)
  const fresh: Problem = { problem_id, no, ...of, status: 'counting', answers: [], reopened: 0 }
  return { ok: { change: counted(counting ?? fresh, answer, limits, at) } }
}

interface Limits {
  threshold: number
  days: number
}

/** The parameters of a day. Throws if a row for the nation were taken away: a bug. */
function limitsOn({ look }: At, area: Admdvs, on: Day): Limits {
  const value = (of: Parameter<string, number>) => {
    const found = look.policy(of, area, on)
    if (!found.found) throw new Error(`problems: ${of.name} has no row for the nation`)
    return found.value
  }
  return { threshold: value(problemThreshold), days: value(problemWindowDays) }
}

/** Whether a problem was not decided yet when the answer was given; it may be by now (feedback/RULES.md 4.4). */
const wasOpen = ({ status, decided_at }: Problem, answer: Answer) =>
  status === 'open' || (decided_at !== undefined && compareInstants(answer.at, decided_at) <= 0)

/** Those that count with an answer of this moment, and all after it. */
const since = (answers: readonly Answer[], at: Instant, days: number) =>
  answers.filter((one) => dayOf(one.at) >= addDays(dayOf(at), -days))

/** When there were first enough of them in a window. */
const enoughAt = (answers: readonly Answer[], { threshold, days }: Limits): Instant | undefined =>
  answers.find(({ at }, index) => since(answers.slice(0, index + 1), at, days).length >= threshold)?.at

const inOrder = (answers: readonly Answer[]): Answer[] =>
  [...answers].sort((a, b) => compareInstants(a.at, b.at) || (a.case_id < b.case_id ? -1 : 1))

const taskIdIn = ({ problem_id, reopened }: Problem) => taskIdOf(problem_id, mendProblem.kind, String(reopened))

const shownOf = ({ matter, cause, answers }: Problem) => ({
  matter,
  cause,
  case_ids: answers.map(({ case_id }) => case_id),
})

/**
 * It joins, and the open task shows it; one too long before the problem does not. Word that comes late may tell that there
 * were enough before.
 */
function joined(file: PersonFile, problem: Problem, answer: Answer, limits: Limits): Change[] {
  const answers = inOrder([...problem.answers, answer])
  const before = problem.opened_at as Instant
  const enough = enoughAt(answers, limits) ?? before
  const opened_at = compareInstants(enough, before) < 0 ? enough : before
  if (!since(answers, opened_at, limits.days).includes(answer)) return []
  const next = { ...problem, opened_at, answers }
  const task = file.one('task', taskIdIn(problem))
  const shows = task?.status === 'open' ? [put('task', { ...task, facts: shownOf(next) })] : []
  return [put('problem', next), ...shows]
}

/** What was given later than the answer that opens it again, and came before, joins it (feedback/RULES.md 4.3). */
function openedAgain(closed: Problem, answer: Answer, counting: Problem | undefined, at: At): Change[] {
  const { decided_at: _decided, ...problem } = closed
  const answers = inOrder([...problem.answers, answer, ...(counting?.answers ?? [])])
  const next = { ...problem, status: 'open' as const, reopened: problem.reopened + 1, answers }
  return [...(counting ? [drop('problem', counting.problem_id)] : []), ...opened(next, at)]
}

/**
 * One more towards a problem: with it there may be enough. What nothing is counted with any more is let go, a window later than
 * that: word of one before the last may come after it.
 */
function counted(counting: Problem, answer: Answer, limits: Limits, at: At): Change[] {
  const { days } = limits
  const answers = inOrder([...counting.answers, answer])
  const opened_at = enoughAt(answers, limits)
  if (opened_at !== undefined) {
    return opened({ ...counting, status: 'open', opened_at, answers: since(answers, opened_at, days) }, at)
  }
  const left = since(answers, (answers.at(-1) as Answer).at, 2 * days)
  return left.includes(answer) ? [put('problem', { ...counting, answers: left })] : []
}

function opened(problem: Problem, at: At): Change[] {
  const area = problem.admdvs
  const task: TaskRow = {
    task_id: taskIdIn(problem),
    kind: mendProblem.kind,
    owner: { role: 'supervisor', area },
    admdvs: area,
    opened_at: at.now,
    ...dueFields(taskDue(at, mendProblem.kind, area)),
    facts: shownOf(problem),
    status: 'open',
    standing: true,
  }
  return [put('problem', problem), put('task', task)]
}

/** What a decision upon its task makes of a problem (feedback/RULES.md 4.2). */
export function problemDecided(file: PersonFile, task: TaskRow): Change[] {
  const { kind, decision, status } = task
  if (kind !== mendProblem.kind || !decision) return []
  const problem = file.all('problem').find((one) => one.status === 'open' && taskIdIn(one) === task.task_id)
  if (!problem) return []
  const decided = { ...problem, decided_at: decision.at }
  if (status !== 'approved') return [put('problem', { ...decided, status: 'none' })]
  const { whys, at_once, corrective, spread, lasting } = decision.data as unknown as Mended
  return [put('problem', { ...decided, status: 'closed', record: { whys, at_once, corrective, spread, lasting } })]
}
