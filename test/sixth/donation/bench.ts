/** The plain donation, measured: reported, and thanked with what the donor takes. */
import { type BundleBench, benchDay, someone } from '../../../functions/bench.ts'
import { donationReported } from './events.ts'

const donor = (n: number) => someone(n, { from: '1990-01-01', gend: '2' })

export const bench: BundleBench = {
  stubs: false,
  result: 'thanked',
  share: 0,
  before: (n) => [['person.registered', donor(n)]],
  trigger: (n) => [
    donationReported.type,
    { psn_no: donor(n).psn_no, donation_no: `D${n}`, donated_on: benchDay, ml: 400, admdvs: '130100' },
  ],
  act: { action: 'take-gift', gift: 'card' },
  psnNo: (_, n) => donor(n).psn_no,
}
