/**
 * Assistance, measured where no month's end is waited for: a settlement of a year that was reconciled already, on which all that
 * is due was given at the desk, as most is. Run, reckoning and reconciliation; what confirming and paying add is as in a claim.
 */
import { settlementPosted } from '../../../events/subjects/settlement.ts'
import { type BundleBench, someone } from '../../bench.ts'
import { identityRecognized } from './events.ts'

const area = '130100'
const patient = (n: number) => someone(n, { from: '1970-01-01', gend: '1' })

export const bench: BundleBench = {
  stubs: true,
  result: 'reconciled',
  share: 0,
  before: (n) => [
    [
      'person.registered',
      { ...patient(n), bank_acct: { bank_code: '000', acct_no: `Z${n}`, acct_name: patient(n).psn_name } },
    ],
    [
      identityRecognized.type,
      { psn_no: patient(n).psn_no, psn_idet_type: 'low-income', admdvs: area, begndate: '2023-01-01' },
    ],
  ],
  // Of a year that was reconciled already: its first run is its last.
  trigger: (n) => [
    settlementPosted.type,
    {
      setl_id: `JS${n}`,
      psn_no: patient(n).psn_no,
      insu_admdvs: area,
      insutype: '390',
      fixmedins_code: 'H13010200001',
      med_type: '21',
      begntime: '2025-12-02T09:00:00+08:00',
      setl_time: '2025-12-10T09:00:00+08:00',
      medfee_sumamt: '18000.00',
      inscp_scp_amt: '12500.00',
      fund_pay_sumamt: '11000.00',
      maf_pay: '3500.00',
    },
  ],
  psnNo: (_, n) => patient(n).psn_no,
}
