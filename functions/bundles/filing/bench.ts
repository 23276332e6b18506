/** The plain visit, measured. */
import { enrolment } from '../../../events/samples/insured.ts'
import { type BundleBench, benchDay, someone } from '../../bench.ts'

const B = '130100'
const worker = (n: number) => someone(n, { from: '1985-01-01', gend: '1' })
const visitOf = (n: number) => ({ mdtrt_id: `M${n}`, fixmedins_code: 'H11010100001', psn_no: worker(n).psn_no })

/** From admission in another province through the record to the settled visit. */
export const bench: BundleBench = {
  stubs: false,
  result: 'deemed',
  share: 3,
  // It is decided at a desk or as a case: both are its figures.
  also: ['desk'],
  before: (n) => [
    ['person.registered', worker(n)],
    ['enrolment.registered', enrolment(worker(n).psn_no, B, '2019-03-01')],
  ],
  trigger: (n) => [
    'visit.admitted',
    {
      ...visitOf(n),
      mdtrtarea_admvs: '110101',
      med_type: '21',
      begntime: `${benchDay}T07:00:00+08:00`,
      cross_region_enabled: true,
    },
  ],
  later: (n) => [
    'visit.settled',
    {
      ...visitOf(n),
      setl_id: `S${n}`,
      endtime: `${benchDay}T09:40:00+08:00`,
      medfee_sumamt: '1000.00',
      fund_pay_sumamt: '720.00',
    },
  ],
  psnNo: (_, n) => worker(n).psn_no,
}
