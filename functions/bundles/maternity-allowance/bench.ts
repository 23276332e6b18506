/** The plain allowance, measured. */
import { enrolment } from '../../../events/samples/insured.ts'
import { type BundleBench, benchDay, someone, type Told } from '../../bench.ts'

const B = '130100'
const mother = (n: number) => someone(n, { from: '1994-01-01', gend: '2' })
const accountOf = (acct_name: string, acct_no: string) => ({ bank_code: '000', acct_no, acct_name })
const employers = 20
const employerOf = (n: number) => ({ emp_no: `E${n % employers}`, emp_name: '测试单位' })

/** From the delivery through the employer's word and the payment to the mother's notice. */
export const bench: BundleBench = {
  stubs: true,
  result: 'paid',
  share: 1,
  before: (n) => [
    ['person.registered', { ...mother(n), bank_acct: accountOf(mother(n).psn_name, `M${n}`) }],
    ['enrolment.registered', enrolment(mother(n).psn_no, B, '2020-01-01', employerOf(n))],
  ],
  facts: Array.from({ length: employers }, (_, n): Told => {
    const employer = employerOf(n)
    const bank_acct = accountOf(employer.emp_name, employer.emp_no)
    return ['employer.base-declared', { ...employer, insu_admdvs: B, year: 2025, avg_base: '7530.00', bank_acct }]
  }),
  trigger: (n) => [
    'delivery.settled',
    {
      setl_id: `S${n}`,
      fixmedins_code: 'H13010200001',
      certno: mother(n).certno,
      psn_name: mother(n).psn_name,
      insu_admdvs: B,
      dscg_date: benchDay,
      outcome: 'birth',
      dystocia: true,
      fetus_count: 1,
      child_order: 2,
      gestation_weeks: 39,
      birth_cert_nos: [`Z${String(n).padStart(9, '0')}`],
    },
  ],
  approvers: Array.from({ length: employers }, (_, n) => ({ role: 'employer', emp_no: employerOf(n).emp_no })),
  psnNo: (_, n) => mother(n).psn_no,
}
