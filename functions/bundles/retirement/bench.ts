/** The plain retirement, measured. */
import { enrolment } from '../../../events/samples/insured.ts'
import { bankOf } from '../../../events/samples/people.ts'
import { type BundleBench, someone } from '../../bench.ts'

const B = '130100'
const retiree = (n: number) => someone(n, { from: '1963-02-01', gend: '1' })

/** 31 years of contributions. */
const contributions = (psn_no: string) => ({
  psn_no,
  insu_admdvs: B,
  insutype: '310',
  accrym_begn: '199506',
  accrym_end: '202605',
  base: '6000.00',
  amt_psn: '120.00',
  amt_emp: '480.00',
  emp_no: 'E130100',
})

/** From the approved pension to the retiree's entitlement: enough months, nobody applies. */
export const bench: BundleBench = {
  stubs: false,
  result: 'retired',
  share: 1,
  before: (n) => [
    ['person.registered', { ...retiree(n), bank_acct: bankOf(retiree(n)) }],
    ['enrolment.registered', enrolment(retiree(n).psn_no, B, '1995-01-01')],
    ['contribution.posted', contributions(retiree(n).psn_no)],
  ],
  trigger: (n) => [
    'pension.approved',
    {
      certno: retiree(n).certno,
      psn_name: retiree(n).psn_name,
      retr_date: '2026-05-18',
      pension_admdvs: B,
      deemed_months: 0,
    },
  ],
  psnNo: (_, n) => retiree(n).psn_no,
}
