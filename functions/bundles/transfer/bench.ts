/** The plain transfer, measured. */
import { credit, enrolment, pause } from '../../../events/samples/insured.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { type BundleBench, someone } from '../../bench.ts'

const A = '130200' as Admdvs
const B = '130100'
const worker = (n: number) => someone(n, { from: '1985-01-01', gend: '1' })

/** From enrolment in B to money that can be spent, with the clerk's approval. */
export const bench: BundleBench = {
  stubs: false,
  result: 'transferred',
  share: 3,
  before: (n) => [
    ['person.registered', worker(n)],
    ['enrolment.registered', enrolment(worker(n).psn_no, A, '2019-03-01')],
    ['account.credited', credit(worker(n).psn_no, A, '2177.04')],
    ['enrolment.paused', pause(worker(n).psn_no, A, '2026-01-31')],
  ],
  trigger: (n) => ['enrolment.registered', enrolment(worker(n).psn_no, B, '2026-03-02')],
  approvers: [{ role: 'clerk', area: A }],
  psnNo: (_, n) => worker(n).psn_no,
}
