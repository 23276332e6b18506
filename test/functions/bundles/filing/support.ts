/** Persons, visits and decisions for the tests of filing: built by hand, without table or engine. */
import { circumstancesOf, decide } from '../../../../functions/bundles/filing/rules/decide.ts'
import type { FilingDecision, PolicyAt } from '../../../../functions/bundles/filing/rules/decision.ts'
import { type Day, day, type Instant, instant } from '../../../../shared/calendar/index.ts'
import type { Admdvs, Insutype, PsnType } from '../../../../shared/codes/index.ts'
import { type PolicyRow, policyAt } from '../../../../shared/policy/index.ts'
import { type Change, PersonFile, put } from '../../../../shared/registers/file.ts'
import { type Pid, type Ref, refOf } from '../../../../shared/registers/ids.ts'
import { emptyRelation } from '../../../../shared/registers/relation.ts'
import type { Filing, Visit } from '../../../../shared/registers/rows.ts'

export const pid = 'abcdefghijklmnopqrst' as Pid
export const now = instant('2026-05-01T08:00:00+08:00')

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

export function relation(spec: RelationSpec): Change {
  const insutype = spec.insutype ?? '310'
  const time = instant('2015-01-01T00:00:00+08:00')
  const psn_type = spec.type ?? (insutype === '390' ? '15' : '11')
  const student = spec.student === undefined ? {} : { student: spec.student }
  return put('relation', {
    ...emptyRelation(spec.area as Admdvs, insutype),
    enrolments: [{ psn_insu_date: day(spec.from ?? '2015-01-01'), psn_type, time, ...student }],
    pauses: spec.to === undefined ? [] : [{ last: day(spec.to), time, at: time }],
  })
}

let filings = 0

export function filing(spec: { kind: Filing['kind']; to_admdvs: string; from: string; to?: string }): Filing {
  filings += 1
  return {
    filing_id: refOf('FL', pid, `test#${filings}`),
    kind: spec.kind,
    to_admdvs: spec.to_admdvs as Admdvs,
    from: day(spec.from),
    ...(spec.to === undefined ? {} : { to: day(spec.to) }),
    made_at: now,
  }
}

export type VisitSpec = Partial<Omit<Visit, 'mdtrtarea_admvs' | 'insuplc_admdvs' | 'begntime'>> & {
  on: string
  in: string
  insuplc?: string
}

export function visit(spec: VisitSpec): Visit {
  const { on, in: area, insuplc, ...more } = spec
  return {
    mdtrt_id: 'M1',
    fixmedins_code: `H${area}00001`,
    mdtrtarea_admvs: area as Admdvs,
    med_type: '11',
    begntime: `${on}T09:00:00+08:00` as Instant,
    cross_region_enabled: true,
    ...(insuplc === undefined ? {} : { insuplc_admdvs: insuplc as Admdvs }),
    ...more,
  }
}

/** A person's file: relations and filings as given. */
export function fileWith(relations: RelationSpec[], filed: Filing[] = [], more: Change[] = []): PersonFile {
  const person = put('person', {
    psn_no: 'P000001',
    time: instant('2015-01-01T00:00:00+08:00'),
    gend: '1',
    brdy: day('1990-01-01'),
    private: { psn_name: '测试1' },
  })
  return PersonFile.of(pid, 1, [person, ...relations.map(relation), ...filed.map((f) => put('filing', f)), ...more])
}

export const lookIn =
  (rows: readonly PolicyRow[]): PolicyAt =>
  (name, area, on) =>
    policyAt(rows, name, area, on)

/** The decision on a visit. */
export function decisionOf(
  relations: RelationSpec[],
  asked: VisitSpec,
  options: { filings?: Filing[]; policies?: readonly PolicyRow[] } = {},
): FilingDecision {
  const file = fileWith(relations, options.filings)
  const circumstances = circumstancesOf(file, visit(asked), lookIn(options.policies ?? []))
  return decide(circumstances, { pid, now, asked_by: 'desk' })
}

export const aRef = (about: string): Ref => refOf('FL', pid, about)
export const aDay = (text: string): Day => day(text)

/** What a decision is expected to say. */
export type Expected = { decision: string; basis: string; rates: string; pay_ratio?: string }

export const full = (decision: string, basis: number): Expected => ({
  decision,
  basis: String(basis),
  rates: 'insured-place',
})
export const none = (decision: string, basis: number): Expected => ({ decision, basis: String(basis), rates: 'none' })
export const reduced = (decision: string, basis: number, pay_ratio?: string): Expected => ({
  decision,
  basis: String(basis),
  rates: 'reduced',
  ...(pay_ratio ? { pay_ratio } : {}),
})

export const inHebei: RelationSpec[] = [{ area: '130100' }]
export const inTaiyuan: RelationSpec[] = [{ area: '140100' }]
