/** The plain recognition, measured: an in-patient settlement in an area that asks nobody. */
import { type BundleBench, benchDay, someone } from '../../bench.ts'

const area = '370100'
const ill = (n: number) => someone(n, { from: '1970-01-01', gend: '1' })

export const bench: BundleBench = {
  stubs: false,
  result: 'granted',
  share: 0,
  before: (n) => [
    ['person.registered', ill(n)],
    [
      'enrolment.registered',
      { psn_no: ill(n).psn_no, insu_admdvs: area, insutype: '310', psn_type: '11', psn_insu_date: '2019-01-01' },
    ],
  ],
  trigger: (n) => [
    'settlement.posted',
    {
      setl_id: `JS${n}`,
      psn_no: ill(n).psn_no,
      insu_admdvs: area,
      insutype: '310',
      fixmedins_code: 'H37010200001',
      hosp_lv: '3',
      med_type: '21',
      begntime: `${benchDay}T08:00:00+08:00`,
      setl_time: `${benchDay}T09:00:00+08:00`,
      medfee_sumamt: '18000.00',
      inscp_scp_amt: '16000.00',
      fund_pay_sumamt: '11000.00',
      maf_pay: '0.00',
      diags: [{ diag_code: 'C34.900' }],
    },
  ],
  psnNo: (_, n) => ill(n).psn_no,
}
