/**
 * A person's file as it comes to be by loading: by the same pure functions that events go through, so that who was loaded
 * and who came by events are one and the same. No case is asked; nothing is opened, told or sent.
 */
import { createHash } from 'node:crypto'
import { innerSource } from '../../events/wire.ts'
import { filingIdOf, madeByHand } from '../../functions/bundles/filing/rules/self-service.ts'
import { type Day, type Instant, minDay, startOfDay } from '../../shared/calendar/index.ts'
import { Draft } from '../../shared/chain/draft.ts'
import { Insutype, PsnType } from '../../shared/codes/index.ts'
import type { Keys, NumberHash } from '../../shared/identity/index.ts'
import { yuan } from '../../shared/money/index.ts'
import { policyAt } from '../../shared/policy/index.ts'
import { registerPerson } from '../../shared/registers/apply/person.ts'
import { paidIn, pauseEnrolment, registerEnrolment } from '../../shared/registers/apply/relation.ts'
import type { ApplyResult } from '../../shared/registers/applying.ts'
import { type Change, type PersonFile, put } from '../../shared/registers/file.ts'
import { type Pid, refOf } from '../../shared/registers/ids.ts'
import { openingBalance } from '../../shared/registers/ledger.ts'
import type { At } from '../../shared/registers/look.ts'
import { withMonths } from '../../shared/registers/months.ts'
import { relationIn } from '../../shared/registers/relation.ts'
import { restAfter } from '../../shared/registers/rest.ts'
import { keyOf } from '../../shared/registers/rows.ts'
import { commitWrites } from '../../shared/table/commit.ts'
import type { Write } from '../../shared/table/table.ts'
import { type Finding, type History, type Row, say } from './history.ts'

/** When history ends, and under which keys it is kept. */
export interface Loading {
  readonly keys: Keys
  /** The first day that is no history. */
  readonly until: Day
}

/** A history laid into a file, or the row that the registers refuse. */
export type Laid = { readonly draft: Draft } | { readonly fault: Finding }

/** Tells a history from any other: of the rows and their order in the register, not of where they stand in files. */
export function contentOf(history: History): string {
  const rows = history.rows.map(({ register, data }) => JSON.stringify([register, data]))
  return createHash('sha256').update(rows.sort().join('\n')).digest('base64url').slice(0, 22)
}

/** Opens the ids of what no case of ours gave. */
const byHistory = (pid: Pid, about: string) => refOf('HI', pid, about)

/** A commit holds a hundred writes: rows, the head, a number, a journal. */
const mostRows = 90

/**
 * Lays a history into a file that holds nothing yet but events that wait. All of it was reported as of the end of history:
 * whatever is reported of a later moment holds over it. `holder`: whom the identity number leads to, if to anybody.
 */
export function lay(history: History, file: PersonFile, { keys, until }: Loading, holder?: Pid): Laid {
  const time = startOfDay(until)
  const draft = new Draft(file)
  const at = atOf(until, time, () => holder)
  draft.write(months(history, file, time))
  for (const row of history.rows) {
    const result = layRow(row, draft.file, { keys, time, at })
    if ('refused' in result) return { fault: say(row, result.refused.detail) }
    if ('needs' in result) return { fault: say(row, `缺少所需的信息（${result.needs}）`) }
    draft.take(result.ok)
  }
  const [first] = history.rows
  if (first && draft.changes.length > mostRows) return { fault: say(first, `这个人的行太多，最多 ${mostRows} 条记录`) }
  const { person } = draft.file
  if (!person) throw new Error('load: a history without a person')
  draft.write([put('person', { ...person, history: until, loaded: contentOf(history) })])
  return { draft }
}

/** The writes of the commit by which a file comes to be so, and nothing else does; `now` is when it is written. */
export function writesOf({ keys }: Loading, draft: Draft, now: Instant): Write[] {
  const { read, file, move, numberWrites } = draft
  // Nobody is asked by loading; who has something to be asked is, upon the next event.
  const change = draft.changes.filter(({ register }) => register !== 'task')
  const journal = { at: now, lines: [], move }
  // What had waited for the person may go on: whoever wakes the file tries all of it.
  const again = file.count('parked') > 0
  const more = { claims: [], numberWrites, journal, sends: [], again, now, beside: [], comesAgain: false }
  return commitWrites(keys, { read, after: file, change, ...more }).writes
}

/** The months of all rows, relation by relation: one after the other, each would be laid into all before it. */
function months(history: History, file: PersonFile, time: Instant): Change[] {
  const relations = Map.groupBy(history.of('months'), ({ data }) => `${data.insutype}#${data.insu_admdvs}`)
  return [...relations.values()].flatMap((rows) => {
    const paid = rows.flatMap(({ data }) => paidIn(data, time))
    const [{ data }] = rows as [Row<'months'>]
    return withMonths(file, { insutype: data.insutype, insu_admdvs: data.insu_admdvs, months: new Map(paid) })
  })
}

interface Context {
  readonly keys: Keys
  readonly time: Instant
  readonly at: At
}

function layRow(row: Row, file: PersonFile, { keys, time, at }: Context): ApplyResult {
  const told = { id: '', source: innerSource, time }
  switch (row.register) {
    case 'persons': {
      const { data } = row as Row<'persons'>
      return registerPerson(keys, file, { type: 'person.registered', ...told, data }, at)
    }
    case 'relations': {
      const { paus_insu_date, ...data } = (row as Row<'relations'>).data
      const begun = registerEnrolment(file, { type: 'enrolment.registered', ...told, data })
      if (!('ok' in begun) || paus_insu_date === undefined) return begun
      const { psn_no, insu_admdvs, insutype } = data
      const pause = { psn_no, insu_admdvs, insutype, paus_insu_date }
      const laid = file.with(begun.ok.change ?? [])
      return pauseEnrolment(laid, { type: 'enrolment.paused', ...told, data: pause }, at.now)
    }
    case 'months':
      // All together, above.
      return { ok: {} }
    case 'accounts': {
      const { insu_admdvs, balance } = (row as Row<'accounts'>).data
      return { ok: openingBalance(file, insu_admdvs, yuan(balance)) }
    }
    case 'entitlements': {
      const { psn_no: _psn, ...right } = (row as Row<'entitlements'>).data
      const case_id = byHistory(file.pid, `entitlement#${right.kind}#${right.insutype}#${right.insu_admdvs}`)
      return { ok: { change: [put('entitlement', { ...right, case_id })] } }
    }
    case 'filings':
      return layFiling((row as Row<'filings'>).data, file, time)
    case 'retirees':
      return retire((row as Row<'retirees'>).data, file)
  }
}

function layFiling(said: Row<'filings'>['data'], file: PersonFile, time: Instant): ApplyResult {
  const { psn_no: _psn, made_at, ...filing } = said
  const begun = startOfDay(minDay(filing.from, time.slice(0, 10) as Day))
  const filing_id = filingIdOf(file, madeByHand(file))
  return { ok: { change: [put('filing', { filing_id, ...filing, made_at: made_at ?? begun })] } }
}

function retire(said: Row<'retirees'>['data'], file: PersonFile): ApplyResult {
  const { insu_admdvs, retr_date: from } = said
  const relation = relationIn(file, insu_admdvs, Insutype.employee)
  const by = byHistory(file.pid, `retired#${keyOf.relation(relation)}`)
  const types = [...relation.types, { from, psn_type: PsnType.retired, by }]
  return { ok: { change: [put('relation', { ...relation, types })] } }
}

/** What a register may ask while history is laid into a file: nothing outside of it has a say in it. */
function atOf(today: Day, now: Instant, byNumber: (hash: NumberHash) => Pid | undefined): At {
  const nothing = () => undefined
  const never = () => {
    throw new Error('load: history asked for what lies outside of the file')
  }
  return {
    now,
    today,
    look: {
      policy: (parameter, area, on) => policyAt([], parameter, area, on),
      setting: never,
      base: nothing,
      byNumber,
      receipt: nothing,
      file: never,
      points: never,
      closed: never,
      claim: never,
      rest: { after: restAfter, find: nothing, findAll: nothing, of: never },
      experts: never,
      lot: never,
      came: nothing,
    },
  }
}
