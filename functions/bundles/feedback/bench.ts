/** The plain complaint, measured: a ticket of the hotline that a clerk answers, and the person says that it is solved. */
import { type BundleBench, benchDay, someone } from '../../bench.ts'

const area = '130100'
const caller = (n: number) => someone(n, { from: '1980-01-01', gend: '2' })

export const bench: BundleBench = {
  stubs: false,
  result: 'explained',
  share: 0,
  before: (n) => [['person.registered', caller(n)]],
  trigger: (n) => [
    'ticket.raised',
    {
      ticket_no: `GD${n}`,
      channel: '12345',
      psn_no: caller(n).psn_no,
      kind: 'complaint',
      matter: 'other',
      text: '窗口排队太久。',
      admdvs: area,
      raised_at: `${benchDay}T09:00:00+08:00`,
    },
  ],
  approvers: [{ role: 'clerk', area: area as never }],
  approval: { result: 'explained', answer: '已经加开窗口。', cause: 'delay', whys: ['月底人多'] },
  act: { action: 'confirm', solved: true, satisfied: true },
  psnNo: (_, n) => caller(n).psn_no,
}
