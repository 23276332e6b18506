/** What must hold after every single commit, not only at the end. */
import { type Day, dayOf } from '../../shared/calendar/index.ts'
import type { Pid } from '../../shared/registers/ids.ts'
import type { Account, CaseRow, Filing, Person, Relation, TaskRow, Visit } from '../../shared/registers/rows.ts'
import { journalOf } from '../../shared/table/files.ts'
import type { Item } from '../../shared/table/table.ts'
import { testKeys } from '../support/stack.ts'
import { decisionAsKnown } from './model/filing.ts'
import { Purses } from './model/purses.ts'
import { originAsReported, reportsIn, walk } from './model/transfer.ts'
import { rowIn } from './rows.ts'
import type { Written } from './world.ts'

const row = <T>(item: Item | undefined): T | undefined => item && rowIn<T>(item)

/** A task that nobody needs any more: its case has ended, and has no further year whose premium or payment is unclear. */
export function isIdle(task: TaskRow, of: CaseRow | undefined): boolean {
  if (task.status !== 'open' || task.standing || !of || of.status === 'running' || of.status === 'waiting') return false
  return !(task.kind === 'amount-differs' || (task.kind === 'policy-missing' && of.topics))
}

/** A desk decides upon what it read a moment ago. */
const rememberedHeads = 5

interface Head {
  relation: Relation[]
  account: Account[]
  died?: Day
}

/** Watches commits go by. */
export class Watch {
  readonly #cases = new Map<string, CaseRow>()
  readonly #heads = new Map<string, Head[]>()
  readonly #filings = new Map<string, Filing>()
  readonly #died = new Map<string, Day | undefined>()
  readonly #tasks = new Map<string, TaskRow>()
  readonly #purses = new Map<Pid, Purses>()

  /** What is wrong with this commit. */
  commit({ at, changes }: Written): string[] {
    const wrong: string[] = []
    const touched = new Set<string>()
    for (const { after } of changes) {
      if (after?.sk === 'B#person#self') this.#died.set(after.pk, row<Person>(after)?.death?.date)
    }
    const visits: { before: Item | undefined; after: Item | undefined; pk: string }[] = []
    for (const { before, after } of changes) {
      const item = after ?? before
      if (!item) continue
      if (/^[JM]#/.test(item.sk) && before && after?.p !== before.p)
        wrong.push(`${item.pk} ${item.sk}: a journal was changed`)
      if (item.sk === 'A#head') wrong.push(...this.#head(before, after))
      if (item.sk.startsWith('B#case#')) {
        const now = row<CaseRow>(after)
        if (!now) wrong.push(`${item.sk}: a case is gone`)
        else this.#cases.set(now.case_id, now)
        if (now) touched.add(now.case_id)
      }
      if (/^[AB]#filing#/.test(item.sk) && after) this.#filings.set(`${item.pk} ${item.sk}`, row(after) as Filing)
      if (/^[AB]#visit#/.test(item.sk)) visits.push({ before, after, pk: item.pk })
      if (item.sk.startsWith('B#task#')) wrong.push(...this.#task(row(before), row(after)))
    }
    wrong.push(...this.#money(changes), ...this.#uncovered(changes))
    for (const visit of visits) wrong.push(...this.#visit(visit))
    for (const task of this.#tasks.values()) {
      if (task.case_id === undefined || !touched.has(task.case_id)) continue
      const of = this.#cases.get(task.case_id)
      const untold = task.kind === 'older-relation' && task.status === 'open' && of?.status === 'withdrawn'
      if (untold || isIdle(task, of)) wrong.push(`${task.task_id}: open though its case has ended`)
    }
    for (const pk of new Set(changes.flatMap(({ after }) => (after?.sk === 'A#head' ? after.pk : [])))) {
      const cases = [...this.#cases.values()].filter((one) => one.case_id.slice(2, 22) === pk.slice(2))
      wrong.push(...originAsReported(this.#heads.get(pk)?.at(-1)?.relation ?? [], cases, dayOf(at)))
    }
    return wrong
  }

  /** Every account is what its movements make of it: real by money from outside and by clearing, and never else. */
  #money(changes: Written['changes']): string[] {
    return changes.flatMap(({ before, after }) => {
      if (!after || before || !/^[JM]#/.test(after.sk)) return []
      const pid = after.pk.slice(2) as Pid
      const purses = this.#purses.get(pid) ?? new Purses()
      this.#purses.set(pid, purses)
      const wrong = journalOf(testKeys, pid, after).move.flatMap((move) => purses.take(move))
      const accounts = row<Head>(changes.find((c) => c.after?.sk === 'A#head')?.after)?.account ?? []
      return [...wrong, ...accounts.flatMap((account) => purses.differences(account))].map((what) => `${pid} ${what}`)
    })
  }

  /**
   * Spending of a place that the person has come back to waits for its credit there: it is not left uncovered. And what is
   * uncovered has no balance beside it, nor, while the person is not back, where the case says the balance went.
   */
  #uncovered(changes: Written['changes']): string[] {
    const head = changes.find(({ after }) => after?.sk === 'A#head')
    const [was, is] = [row<Head>(head?.before), row<Head>(head?.after)]
    return (is?.account ?? []).flatMap(({ insu_admdvs: area, moved, balance, uncovered = [] }) => {
      const open = uncovered.find(({ byHand }) => !byHand)
      if (open && balance > 0) return [`${open.setl_id}: not covered, though ${area} holds ${balance}`]
      const known = was?.account.find((one) => one.insu_admdvs === area)?.uncovered ?? []
      const fresh = uncovered.filter(({ setl_id }) => !known.some((one) => one.setl_id === setl_id))
      const state = this.#cases.get(moved?.case_id ?? '')?.state as { fromPeriod?: string } | undefined
      const relation = is?.relation.find((one) => one.insu_admdvs === area && one.insutype === '310')
      const home = relation && walk(reportsIn(relation)).some(({ from }) => from > (state?.fromPeriod ?? ''))
      const went = is?.account.find((one) => one.insu_admdvs === this.#wentTo(moved?.case_id))
      if (open && !home && went && went.balance > 0) {
        return [`${open.setl_id}: not covered, though ${went.insu_admdvs} holds ${went.balance}`]
      }
      return home ? fresh.map(({ setl_id }) => `${setl_id}: not parked in ${area}, where the person is insured`) : []
    })
  }

  /** Where a case moved a balance to, if it did. */
  #wentTo(caseId: string | undefined): string | undefined {
    const { to, moved = [] } = (this.#cases.get(caseId ?? '')?.state ?? {}) as { to?: string; moved?: unknown[] }
    return moved.length > 0 ? to : undefined
  }

  #head(before: Item | undefined, after: Item | undefined): string[] {
    if (!after) return ['a head is gone']
    const versions = (after.v as number) - ((before?.v as number | undefined) ?? 0)
    const head = row<Head>(after) as Head
    this.#heads.set(after.pk, [...(this.#heads.get(after.pk) ?? []), head].slice(-rememberedHeads))
    const died = this.#died.get(after.pk)
    return [
      ...(head.died === died ? [] : [`${after.pk}: died ${died}, as the desk reads it ${head.died}`]),
      ...(versions === 1 ? [] : [`${after.pk}: version went up by ${versions}`]),
      ...head.account.filter((one) => one.balance < 0).map((one) => `${after.pk} ${one.insu_admdvs}: below zero`),
    ]
  }

  #visit({ before, after, pk }: { before: Item | undefined; after: Item | undefined; pk: string }): string[] {
    if (!after) return [`${pk}: a visit is gone`]
    const filings = [...this.#filings].filter(([key]) => key.startsWith(`${pk} `)).map(([, filing]) => filing)
    const heads = this.#heads.get(pk) ?? []
    const known = heads.flatMap(({ relation, died }) => {
      const who = { relations: relation, ...(died ? { died } : {}) }
      return [
        { ...who, filings },
        { ...who, filings: filings.slice(0, -1) },
      ]
    })
    return decisionAsKnown(row<Visit>(before), row<Visit>(after) as Visit, known)
  }

  #task(before: TaskRow | undefined, after: TaskRow | undefined): string[] {
    if (!after) return [`${before?.task_id}: a task is gone`]
    this.#tasks.set(after.task_id, after)
    if (!before?.decision || JSON.stringify(before.decision) === JSON.stringify(after.decision)) return []
    return [`${after.task_id}: a decision was changed`]
  }
}
