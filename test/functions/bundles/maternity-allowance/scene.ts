/** A mother, her delivery and her employer, on the whole system in memory. */
import { instant } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { yuan } from '../../../../shared/money/index.ts'
import { PersonFile, put } from '../../../../shared/registers/file.ts'
import type { CaseRow, TaskRow, YearOfMonths } from '../../../../shared/registers/rows.ts'
import { at } from '../../../support/bank.ts'
import { pid } from '../../../support/files.ts'
import { bankAccount, certnoOf, enrolment, register } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { makeNursery, motherBirth } from '../newborn/scene.ts'

/** The mother: person 2. */
export const psnNo = 'P000002'

/** The employer's account. */
export const employerAccount = { bank_code: '103', acct_no: '6222000000000000009', acct_name: '测试单位' }

/** `delivery.settled`: a second child by caesarean in Hebei, unless told otherwise. */
export const delivery = (more: Record<string, unknown> = {}) => ({
  setl_id: 'S1',
  fixmedins_code: 'H13010200001',
  certno: certnoOf(2, motherBirth),
  psn_name: '测试2',
  insu_admdvs: '130100',
  dscg_date: '2026-04-08',
  outcome: 'birth',
  dystocia: true,
  fetus_count: 1,
  child_order: 2,
  gestation_weeks: 39,
  birth_cert_nos: ['Z130000001'],
  ...more,
})

/** `employer.base-declared` by the employer of the area. */
export const base = (area = '130100', year = 2025, avg_base = '7530.00') => ({
  emp_no: `E${area}`,
  emp_name: '测试单位',
  insu_admdvs: area,
  year,
  avg_base,
  bank_acct: employerAccount,
})

/** A mother with an account, insured by employment in `area`, with the employer's base of 2025 unless told otherwise. */
export async function insured(
  area = '130100',
  options: { base?: false | string; now?: string; person?: object } = {},
): Promise<Stack> {
  const stack = await makeNursery(options.now ?? at('2026-04-08'))
  await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount, ...options.person })
  await stack.happen('enrolment.registered', enrolment(psnNo, area, '2020-01-01'))
  if (options.base !== false) await stack.happen('employer.base-declared', base(area, 2025, options.base ?? '7530.00'))
  return stack
}

/**
 * An allowance of 9800.00 that is paid to the mother herself (Guangdong), as far as it goes; `twice`: she is
 * registered under a second number, person 4.
 */
export async function allowance(
  more: { bank_acct?: typeof bankAccount } = {},
  options: { twice?: true } = {},
): Promise<Stack> {
  const area = '440100'
  const stack = await makeNursery(at('2026-04-08'))
  await register(stack, 2, { brdy: motherBirth, ...more })
  if (options.twice) await register(stack, 4, { brdy: motherBirth, psn_name: '测试2' })
  await stack.happen('enrolment.registered', enrolment(psnNo, area, '2020-01-01'))
  await stack.happen('employer.base-declared', base(area, 2025, '3000.00'))
  await stack.policy({ name: 'allowance_min_months', admdvs: '440000', value: 0 })
  await stack.policy({ name: 'extended_days', admdvs: '440000', value: { first: 0, second: 0, third: 0 } })
  const { birth_cert_nos: _none, ...first } = delivery({ dystocia: false, child_order: 1 })
  await stack.happen('delivery.settled', { ...first, fixmedins_code: 'H44010200001', insu_admdvs: area })
  if (await openTask(stack, 'verify-birth')) await verify(stack)
  return stack
}

/** The mother's allowance for a delivery. */
export async function theCase(stack: Stack, setl = 'S1'): Promise<CaseRow> {
  const cases = await stack.cases(psnNo, 'maternity-allowance')
  return cases.find((row) => (row.state as { setl_id: string }).setl_id === setl)!
}

/** Her open task of a kind. */
export const openTask = async (stack: Stack, kind: string): Promise<TaskRow> =>
  (await stack.tasks(psnNo)).find((task) => task.kind === kind)!

/** The employer verifies the delivery. */
export const verify = async (stack: Stack) =>
  stack.decideTask((await openTask(stack, 'verify-birth')).task_id, { decision: 'approve' })

/** `contribution.posted` of hers, by an employer unless told otherwise. */
export const posted = (area: string, accrym_begn: string, accrym_end: string, more: Record<string, unknown> = {}) => ({
  psn_no: psnNo,
  insu_admdvs: area,
  insutype: '310',
  accrym_begn,
  accrym_end,
  base: '8000.00',
  amt_psn: '160.00',
  amt_emp: '640.00',
  emp_no: `E${area}`,
  ...more,
})

/** Months of a year that were paid in an area. */
export const monthsRow = (
  area: string,
  year: string,
  months: string[],
  emp_no?: string,
  on = '2026-01-01',
): YearOfMonths => ({
  insu_admdvs: area as Admdvs,
  insutype: '310',
  year,
  months: Object.fromEntries(
    months.map((m) => [
      `${year}${m}`,
      {
        base: yuan('5000.00'),
        amt_psn: yuan('100.00'),
        amt_emp: yuan('400.00'),
        time: instant(`${on}T00:00:00+08:00`),
        ...(emp_no ? { emp_no } : {}),
      },
    ]),
  ) as YearOfMonths['months'],
})

/** A file of such months and nothing else. */
export const fileOfMonths = (...rows: YearOfMonths[]): PersonFile =>
  PersonFile.of(
    pid,
    1,
    rows.map((row) => put('months', row)),
  )
