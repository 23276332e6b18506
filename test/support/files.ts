/** A person's file built by hand, and what a step is asked of it, without table or engine: for tests of single steps. */
import { day, dayOf, type Instant, instant } from '../../shared/calendar/index.ts'
import type { Ctx } from '../../shared/chain/chain.ts'
import type { Admdvs, Insutype, PsnType } from '../../shared/codes/index.ts'
import { type Change, PersonFile, put } from '../../shared/registers/file.ts'
import type { Pid, Ref } from '../../shared/registers/ids.ts'
import { emptyRelation } from '../../shared/registers/relation.ts'
import type { CaseRow, TaskRow } from '../../shared/registers/rows.ts'
import { lookWith } from './calendars.ts'

/** Whose file it is. */
export const pid = 'abcdefghijklmnopqrst' as Pid

/** When everything in it was reported. */
const time = instant('2015-01-01T00:00:00+08:00')

/** A relation of the test person. */
export interface RelationSpec {
  area: string
  insutype?: Insutype
  type?: PsnType
  from?: string
  /** Last insured day. */
  to?: string
  student?: boolean
}

/** The row of a relation, of one period or of several one after the other. */
export function relation(spec: RelationSpec, ...later: Pick<RelationSpec, 'from' | 'to'>[]): Change {
  const insutype = spec.insutype ?? '310'
  const psn_type = spec.type ?? (insutype === '390' ? '15' : '11')
  const student = spec.student === undefined ? {} : { student: spec.student }
  const periods = [spec, ...later]
  return put('relation', {
    ...emptyRelation(spec.area as Admdvs, insutype),
    enrolments: periods.map(({ from }) => ({ psn_insu_date: day(from ?? '2015-01-01'), psn_type, time, ...student })),
    pauses: periods.flatMap(({ to }) => (to === undefined ? [] : [{ last: day(to), time, at: time }])),
  })
}

/** The file of a person with these relations and rows. */
export function fileWith(relations: readonly RelationSpec[], more: readonly Change[] = []): PersonFile {
  const person = put('person', {
    psn_no: 'P000001',
    time,
    gend: '1',
    brdy: day('1990-01-01'),
    private: { psn_name: '测试1' },
  })
  return PersonFile.of(pid, 1, [person, ...relations.map((one) => relation(one)), ...more])
}

/** The case of whoever asks a step by hand. */
export const caseId = 'XX' as Ref

/** A task of that case: open, or decided with what was said. */
export function taskRow(kind: string, key: string | undefined, more: Partial<TaskRow> = {}): TaskRow {
  const task_id = [caseId, kind, ...(key === undefined ? [] : [key])].join('.')
  const area = '130100' as Admdvs
  const times = { opened_at: time, due_at: time }
  const owner = { role: 'clerk', area } as const
  return { task_id, case_id: caseId, kind, owner, admdvs: area, ...times, facts: {}, status: 'open', ...more }
}

/** What a step is asked upon at a moment. Tasks are those of the file; outside it parameters alone can be looked at. */
export function asked<S>(file: PersonFile, state: S, now: string): Ctx<S> {
  const at = instant(now) as Instant
  const task = ({ kind }: { kind: string }, key?: string) => {
    return file.one('task', [caseId, kind, ...(key === undefined ? [] : [key])].join('.'))
  }
  const row = { case_id: caseId, state, started_at: at } as Partial<CaseRow> as CaseRow
  const look = new Proxy(lookWith(), {
    get: (known, name) =>
      Reflect.get(known, name) ??
      (() => {
        throw new Error(`looked at ${String(name)}`)
      }),
  })
  return { file, state, case: row, now: at, today: dayOf(at), look, task } as Partial<Ctx<S>> as Ctx<S>
}
