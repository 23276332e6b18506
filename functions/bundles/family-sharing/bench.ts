/** The plain premium, measured: a mother pays her newborn's bill out of her account, and the bank settles it. */
import { childPsnNo } from '../../../shared/identity/index.ts'
import { benchDay, benchNow, type CallBench, someone } from '../../bench.ts'

const area = '210200'
const mother = (n: number) => someone(n, { from: '1990-01-01', gend: '2' })
const birthCertNo = (n: number) => `Y${String(n).padStart(9, '0')}`
const psn_name = '测试宝宝'

export const bench: CallBench = {
  stubs: false,
  result: 'paid',
  share: 0,
  before: (n) => {
    const { psn_no, certno, psn_name: name } = mother(n)
    const insured = { psn_no, insu_admdvs: area, insutype: '310', psn_type: '11', psn_insu_date: '2019-01-01' }
    return [
      ['person.registered', mother(n)],
      ['enrolment.registered', insured],
      ['account.credited', { psn_no, insu_admdvs: area, amt: '900.00' }],
      [
        'birth.certified',
        {
          birth_cert_no: birthCertNo(n),
          brdy: `${benchDay}T08:15:00+08:00`,
          gend: '2',
          psn_name,
          fixmedins_code: 'H21020200001',
          insu_admdvs: area,
          guardians: [{ certno, psn_name: name, relation: 'mother' }],
        },
      ],
    ]
  },
  ready: (n, keys) => ({
    psn_no: mother(n).psn_no,
    path: '/shares',
    body: { user_psn_no: childPsnNo(keys, birthCertNo(n)), user_psn_name: psn_name, relation: 'child' },
  }),
  async asks(n, keys, known) {
    const [bill] = (await known(childPsnNo(keys, birthCertNo(n)))).all('bill')
    return { psn_no: mother(n).psn_no, path: '/share-premiums', body: { bill_no: bill?.bill_no } }
  },
  async word(n, known) {
    const [order] = (await known(mother(n).psn_no)).all('payment')
    return ['payment.settled', { pay_no: order?.pay_no, amt: '400.00', bank_time: benchNow }]
  },
  psnNo: (_, n) => mother(n).psn_no,
}
