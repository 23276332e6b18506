/** What clerks decide in a transfer (RULES.md 2.1, 2.5, 4.2, 5.1). */
import { area } from '../../../events/fields.ts'
import type { Schemas } from '../../../shared/schemas.ts'
import { shown, taskKind } from '../../../shared/tasks/kind.ts'

const account = (z: Schemas) => ({ amt: shown.money(z), from_admdvs: shown.area(z), to_admdvs: shown.area(z) })

/** A's clerks look at the balance before it leaves. */
export const approveTransferOut = taskKind({
  kind: 'approve-transfer-out',
  title: '确认个人账户转出',
  after: { approve: '个人账户余额转到转入地', reject: '余额留在转出地，不转' },
  facts: account,
})

/** The same, where B takes no accounts and the balance goes to the person. */
export const approveRefund = taskKind({
  kind: 'approve-refund',
  title: '确认个人账户余额退给本人',
  after: { approve: '余额退给本人，下达付款指令', reject: '余额留在转出地，不退' },
  facts: account,
})

/** Several places it could come from. */
export const chooseOrigin = taskKind({
  kind: 'choose-origin',
  title: '以前的参保地不止一处：选从哪里转',
  after: { approve: '从选定的参保地转入', reject: '不转，告知本人' },
  facts: (z) => ({
    candidates: z.array(
      z.object({
        insu_admdvs: shown.area(z),
        psn_insu_date: shown.day(z),
        paus_insu_date: shown.day(z).optional(),
        balance: shown.money(z),
      }),
    ),
    to_admdvs: shown.area(z),
  }),
  approval: () => ({ insu_admdvs: area('转出地') }),
  fault: ({ candidates }, { insu_admdvs: chosen }) =>
    candidates.some(({ insu_admdvs }) => insu_admdvs === chosen)
      ? undefined
      : { field: 'insu_admdvs', detail: '请从列出的参保地中选一个' },
})

/** An older relation that is not A has money of its own. */
export const olderRelation = taskKind({
  kind: 'older-relation',
  title: '更早的参保地还有个人账户余额',
  after: { approve: '记下已经知道，待办关闭', reject: '记下已经知道，待办关闭' },
  facts: (z) => ({ insu_admdvs: shown.area(z), paus_insu_date: shown.day(z).optional(), balance: shown.money(z) }),
})
