/** Visits and filings: rows and decisions made by hand, and a stack with one person who is treated and files. */
import { expect } from 'vitest'
import { circumstancesOf, decide } from '../../../../functions/bundles/filing/rules/decide.ts'
import type { FilingDecision, PolicyAt } from '../../../../functions/bundles/filing/rules/decision.ts'
import { lastFiling, openFiling } from '../../../../functions/bundles/filing/rules/self-service.ts'
import { type Day, day, type Instant, instant } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { handle } from '../../../../shared/engine/handle.ts'
import { pidOf } from '../../../../shared/identity/index.ts'
import { type PolicyRow, policyAt } from '../../../../shared/policy/index.ts'
import { type PersonFile, put } from '../../../../shared/registers/file.ts'
import { type Ref, refOf } from '../../../../shared/registers/ids.ts'
import type { CaseRow, Filing, Visit } from '../../../../shared/registers/rows.ts'
import { fileWith, pid, type RelationSpec } from '../../../support/files.ts'
import { enrolment, register } from '../../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../../support/stack.ts'

/** When everything is asked. */
export const now = instant('2026-05-01T08:00:00+08:00')

let filings = 0

/** A filing, as a row. */
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

/** A visit by where and when. */
export type VisitSpec = Partial<Omit<Visit, 'mdtrtarea_admvs' | 'insuplc_admdvs' | 'begntime'>> & {
  on: string
  in: string
  insuplc?: string
}

/** A visit, as a row. */
export function visitRow(spec: VisitSpec): Visit {
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
export const fileWithFilings = (relations: readonly RelationSpec[], filed: readonly Filing[] = []): PersonFile =>
  fileWith(
    relations,
    filed.map((one) => put('filing', one)),
  )

/** Looks parameters up in these rows and those that ship. */
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
  const file = fileWithFilings(relations, options.filings)
  const circumstances = circumstancesOf(file, visitRow(asked), lookIn(options.policies ?? []))
  return decide(circumstances, { pid, now, asked_by: 'desk' })
}

/** The reference of a filing. */
export const aRef = (about: string): Ref => refOf('FL', pid, about)
/** A day. */
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

/** The morning of the visit. */
export const makeFilingStack = () => makeStack({ now: '2023-09-01T08:00:00+08:00' })

/** `visit.admitted` by the person's number. */
export const visit = (psn_no: string, mdtrtarea_admvs: string, more: Record<string, unknown> = {}) => ({
  mdtrt_id: 'M1',
  fixmedins_code: `H${mdtrtarea_admvs}00001`,
  mdtrtarea_admvs,
  psn_no,
  med_type: '11',
  begntime: '2023-09-01T09:00:00+08:00',
  cross_region_enabled: true,
  ...more,
})

/** `visit.settled` of that visit. */
export const settlement = (psn_no: string, area: string, more: Record<string, unknown> = {}) => ({
  mdtrt_id: 'M1',
  fixmedins_code: `H${area}00001`,
  psn_no,
  setl_id: 'S1',
  endtime: '2023-09-05T10:00:00+08:00',
  medfee_sumamt: '1000.00',
  fund_pay_sumamt: '720.00',
  ...more,
})

/** Registers the person, insured as an employee in the area; answers the person's number. */
export async function insured(stack: Stack, area: string): Promise<string> {
  const psn_no = await register(stack, 1)
  await stack.happen('enrolment.registered', enrolment(psn_no, area, '2020-01-01'))
  return psn_no
}

/** The person files. */
export async function file(
  stack: Stack,
  psn_no: string,
  form: { kind?: Filing['kind']; to: string; from?: string },
): Promise<Filing> {
  const apply = openFiling({
    kind: form.kind ?? 'long-term',
    to_admdvs: form.to as Admdvs,
    from: day(form.from ?? '2023-09-01'),
    commitment: true,
  })
  const handled = await handle(stack.ports, stack.rules, pidOf(testKeys, psn_no), { apply })
  await stack.run()
  if (handled.result !== 'done') throw new Error(JSON.stringify(handled))
  return lastFiling(handled.file) as Filing
}

/** The person's only filing case. */
export async function only(stack: Stack, psn_no: string): Promise<CaseRow> {
  const cases = await stack.cases(psn_no, 'filing')
  expect(cases).toHaveLength(1)
  return cases[0] as CaseRow
}
