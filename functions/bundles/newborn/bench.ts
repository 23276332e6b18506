/** The plain birth, measured. */
import { childPsnNo } from '../../../shared/identity/index.ts'
import { type BundleBench, benchDay, someone } from '../../bench.ts'

const mother = (n: number) => someone(n, { from: '1994-01-01', gend: '2' })
const birthCertNo = (n: number) => `Z${String(n).padStart(9, '0')}`

/** From the birth certificate through the bill and its payment to cover. */
export const bench: BundleBench = {
  stubs: true,
  result: 'insured',
  share: 2,
  before: (n) => [['person.registered', mother(n)]],
  trigger: (n) => [
    'birth.certified',
    {
      birth_cert_no: birthCertNo(n),
      brdy: `${benchDay}T08:15:00+08:00`,
      gend: '2',
      psn_name: '测试宝宝',
      fixmedins_code: 'H53010200001',
      guardians: [{ certno: mother(n).certno, psn_name: mother(n).psn_name, relation: 'mother' }],
    },
  ],
  psnNo: (keys, n) => childPsnNo(keys, birthCertNo(n)),
}
