/** A stack with one person, and what hospitals and the person do, for the tests of filing cases. */
import { expect } from 'vitest'
import { lastFiling, openFiling } from '../../../../functions/bundles/filing/rules/self-service.ts'
import { day } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { handle } from '../../../../shared/engine/handle.ts'
import { pidOf } from '../../../../shared/identity/index.ts'
import type { CaseRow, Filing } from '../../../../shared/registers/rows.ts'
import { enrolment, register } from '../../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../../support/stack.ts'

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
