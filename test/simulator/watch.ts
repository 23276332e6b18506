/** What must hold after every single commit, not only at the end. */
import { type Day, dayOf } from '../../shared/calendar/index.ts'
import { type Pid, pidIn } from '../../shared/registers/ids.ts'
import type {
  Account,
  CaseRow,
  Filing,
  Joined,
  Person,
  Relation,
  Spending,
  TaskRow,
  Visit,
} from '../../shared/registers/rows.ts'
import { journalOf } from '../../shared/table/journal.ts'
import type { Item } from '../../shared/table/table.ts'
import { testKeys } from '../support/stack.ts'
import { fromBundles } from './bundles.ts'
import { Purses } from './model/purses.ts'
import { reportsIn, walk } from './model/stays.ts'
import { rowIn } from './rows.ts'
import type { Written } from './world.ts'

const audits = await fromBundles('audit')

const row = <T>(item: Item | undefined): T | undefined => item && rowIn<T>(item)

/** A task that nobody needs any more: its case has ended, and has no further year whose premium or payment is unclear. */
export function isIdle(task: TaskRow, of: CaseRow | undefined): boolean {
  if (task.status !== 'open' || task.standing || !of || of.status === 'running' || of.status === 'waiting') return false
  return !(task.kind === 'amount-differs' || (task.kind === 'policy-missing' && of.topics))
}

/** A row by what it is, whether it lies at rest or not. */
const nameOf = ({ sk }: Item) => sk.replace(/^D#/, 'B#')

/** A desk decides upon what it read a moment ago. */
const rememberedHeads = 5

interface Head {
  relation: Relation[]
  account: Account[]
  died?: Day
  into?: Pid
}

/** A row that was brought to rest or taken up again is the same row before and after. */
function asRows(changes: Written['changes']): Written['changes'] {
  const rows = new Map<string, Written['changes'][number]>()
  for (const { before, after } of changes) {
    const item = after ?? before
    const place = `${item?.pk} ${item?.sk.replace(/^[BD]#/, '')}`
    const held = rows.get(place)
    rows.set(place, { before: before ?? held?.before, after: after ?? held?.after })
  }
  return [...rows.values()]
}

/** Watches commits go by. */
export class Watch {
  readonly #cases = new Map<string, CaseRow>()
  readonly #heads = new Map<string, Head[]>()
  readonly #filings = new Map<string, Filing>()
  readonly #died = new Map<string, Day | undefined>()
  readonly #tasks = new Map<string, TaskRow>()
  readonly #purses = new Map<Pid, Purses>()
  /** The file that stands for a lost number's. */
  readonly #into = new Map<Pid, Pid>()
  /** Files to which one of a lost number is still coming, and those who were taken over by parts. */
  readonly #joining = new Map<Pid, Joined[]>()
  readonly #visits = new Map<string, Item>()
  /** When a settlement was reported, as the file says. */
  readonly #told = new Map<string, string>()

  /** What is wrong with this commit. */
  commit({ at, changes: written }: Written): string[] {
    // What was only looked at is among what was written.
    const changes = asRows(written.filter(({ before, after }) => before !== after))
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
      if (/^[BD]#case#/.test(item.sk)) {
        const now = row<CaseRow>(after)
        if (!now) wrong.push(`${item.sk}: a case is gone`)
        else this.#cases.set(now.case_id, now)
        if (now) touched.add(now.case_id)
      }
      if (/^[AB]#filing#/.test(item.sk) && after) this.#filings.set(`${item.pk} ${item.sk}`, row(after) as Filing)
      if (/^[BD]#visit#/.test(item.sk)) visits.push({ before, after, pk: item.pk })
      if (/^[BD]#task#/.test(item.sk)) wrong.push(...this.#task(row(before), row(after)))
    }
    for (const { after } of changes) {
      const into = after?.sk === 'A#head' ? row<Head>(after)?.into : undefined
      if (into !== undefined) this.#into.set(after?.pk.slice(2) as Pid, into)
    }
    const joined = this.#joined(changes)
    wrong.push(...this.#money(changes, joined))
    if (joined.length === 0) wrong.push(...this.#uncovered(changes))
    for (const { after } of changes) if (after && /^[BD]#spending#/.test(after.sk)) this.#spending(after)
    for (const visit of visits) wrong.push(...this.#visit(visit))
    for (const task of this.#tasks.values()) {
      if (task.case_id === undefined || !touched.has(task.case_id)) continue
      const of = this.#cases.get(task.case_id)
      const untold = task.kind === 'older-relation' && task.status === 'open' && of?.status === 'withdrawn'
      if (untold || isIdle(task, of)) wrong.push(`${task.task_id}: open though its case has ended`)
    }
    for (const pk of new Set(changes.flatMap(({ after }) => (after?.sk === 'A#head' ? after.pk : [])))) {
      const pid = pk.slice(2) as Pid
      // Half of a person says nothing: what comes from a lost number is looked at once it is all here.
      if (this.#into.has(pid) || this.#joining.get(pid)?.some(({ done }) => !done)) continue
      const cases = [...this.#cases.values()].filter((one) => this.#keptOf(pidIn(one.case_id) as Pid) === pid)
      const relations = this.#heads.get(pk)?.at(-1)?.relation ?? []
      for (const { ofPerson } of audits) wrong.push(...(ofPerson?.(relations, cases, dayOf(at)) ?? []))
    }
    return wrong
  }

  #keptOf(pid: Pid): Pid {
    const into = this.#into.get(pid)
    return into === undefined ? pid : this.#keptOf(into)
  }

  /** Lost numbers whose money has just come to the file of the other. */
  #joined(changes: Written['changes']): { pid: Pid; from: Pid }[] {
    return changes.flatMap(({ after }) => {
      if (!after || !/^[AB]#joined#/.test(after.sk)) return []
      const pid = after.pk.slice(2) as Pid
      const joined = row(after) as Joined
      const others = this.#joining.get(pid) ?? []
      const was = others.find((one) => one.pid === joined.pid)
      this.#joining.set(pid, [...others.filter((one) => one !== was), joined])
      return joined.begun && !was?.begun ? [{ pid, from: joined.pid }] : []
    })
  }

  #takeOver({ pid, from }: { pid: Pid; from: Pid }): void {
    const told = (whose: Pid, settlement: string) => this.#told.get(`${whose} ${settlement}`) ?? ''
    this.#pursesOf(pid).join(from, this.#pursesOf(from), (settlement) => {
      return told(from, settlement) <= told(pid, settlement)
    })
  }

  #spending(item: Item): void {
    const { insu_admdvs, setl_id, time } = row(item) as Spending
    this.#told.set(`${item.pk.slice(2)} ${insu_admdvs}#${setl_id}`, time)
  }

  #pursesOf(pid: Pid): Purses {
    const purses = this.#purses.get(pid) ?? new Purses()
    this.#purses.set(pid, purses)
    return purses
  }

  /** Every account is what its movements make of it: real by money from outside and by clearing, and never else. */
  #money(changes: Written['changes'], joined: readonly { pid: Pid; from: Pid }[]): string[] {
    const coming = [...joined]
    return changes.flatMap(({ before, after }) => {
      if (!after || before || !/^[JM]#/.test(after.sk)) return []
      const pid = after.pk.slice(2) as Pid
      const purses = this.#pursesOf(pid)
      const wrong = journalOf(testKeys, pid, after).move.flatMap((move) => {
        // What the commit did before is of the one file alone.
        if (move.id.startsWith('merged.')) for (const one of coming.splice(0)) this.#takeOver(one)
        return purses.take(move)
      })
      for (const one of coming.splice(0)) this.#takeOver(one)
      if (this.#into.has(pid)) purses.close()
      const head = changes.find((c) => c.after?.sk === 'A#head' && c.after.pk === after.pk)?.after
      const accounts = row<Head>(head)?.account ?? []
      return [...wrong, ...accounts.flatMap((account) => purses.differences(account))].map((what) => `${pid} ${what}`)
    })
  }

  /**
   * Spending of a place that the person has come back to waits for its credit there: it is not left uncovered. And what is
   * uncovered has no balance beside it, nor, while the person is not back, where the case says the balance went.
   */
  #uncovered(changes: Written['changes']): string[] {
    // A commit may be of two files.
    return changes.flatMap((one) => (one.after?.sk === 'A#head' ? this.#uncoveredIn(one) : []))
  }

  #uncoveredIn(head: Written['changes'][number]): string[] {
    const [was, is] = [row<Head>(head.before), row<Head>(head.after)]
    return (is?.account ?? []).flatMap(({ insu_admdvs: area, moved, balance, uncovered = [] }) => {
      const open = uncovered.find(({ byHand }) => !byHand)
      if (open && balance > 0) return [`${open.setl_id}: not covered, though ${area} holds ${balance}`]
      const known = was?.account.find((one) => one.insu_admdvs === area)?.uncovered ?? []
      // What a credit turned out to be less waits for nothing: a clerk is told.
      const spent = uncovered.filter(({ setl_id }) => setl_id !== undefined)
      const fresh = spent.filter(({ setl_id }) => !known.some((one) => one.setl_id === setl_id))
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
    const pid = pk.slice(2) as Pid
    // What came with the file of a lost number was decided there.
    const lost = (this.#joining.get(pid) ?? []).map((joined) => this.#visits.get(`P#${joined.pid} ${nameOf(after)}`))
    const was = before ?? lost.find((item) => item !== undefined)
    this.#visits.set(`${pk} ${nameOf(after)}`, after)
    return audits.flatMap(({ ofVisit }) => ofVisit?.(row<Visit>(was), row<Visit>(after) as Visit, known) ?? [])
  }

  #task(before: TaskRow | undefined, after: TaskRow | undefined): string[] {
    if (!after) return [`${before?.task_id}: a task is gone`]
    this.#tasks.set(after.task_id, after)
    if (!before?.decision || JSON.stringify(before.decision) === JSON.stringify(after.decision)) return []
    return [`${after.task_id}: a decision was changed`]
  }
}
