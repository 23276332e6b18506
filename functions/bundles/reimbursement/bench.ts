/** The plain claim, measured. */
import { enrolment } from '../../../events/samples/insured.ts'
import { type BundleBench, benchDay, someone } from '../../bench.ts'
import { claimingArea } from './bureau.ts'

const insured = (n: number) => someone(n, { from: '1980-01-01', gend: '1' })

/** From the upload through the choice, paid in that call, to the notice. */
export const bench: BundleBench = {
  stubs: true,
  result: 'paid',
  share: 1,
  before: (n) => {
    const person = insured(n)
    const bank_acct = { bank_code: '000', acct_no: `R${n}`, acct_name: person.psn_name }
    const resident = { insutype: '390', psn_type: '15' }
    return [
      ['person.registered', { ...person, bank_acct }],
      ['enrolment.registered', enrolment(person.psn_no, claimingArea, '2020-01-01', resident)],
    ]
  },
  trigger: (n) => [
    'ownpay.posted',
    {
      psn_no: insured(n).psn_no,
      psn_name: insured(n).psn_name,
      mdtrt_id: `M${n}`,
      fixmedins_code: 'H13020200001',
      med_type: '21',
      begntime: `${benchDay}T08:00:00+08:00`,
      endtime: `${benchDay}T09:00:00+08:00`,
      elec_bill_code: '13060126',
      elec_billno_code: String(n).padStart(10, '0'),
      elec_bill_chkcode: 'a1b2c3',
      medfee_sumamt: '1800.00',
      inscp_scp_amt: '1500.00',
    },
  ],
  act: { action: 'choose', option: 'claim' },
  psnNo: (_, n) => insured(n).psn_no,
}
