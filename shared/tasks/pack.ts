/** Policy packs (functions/packs/RULES.md): what people are sent, and what a second person decides. */
import { shown, taskKind } from './kind.ts'
import type { Notice } from './notice.ts'

/** A policy pack as it is sent. */
export const packNotice: Notice = { template: 'pack', title: '与您有关的政策' }

/** A pack for so many people that another than who released it must agree. */
export const approvePack = taskKind({
  kind: 'approve-pack',
  title: '政策包发送的人多，要另一个人同意',
  after: { approve: '发布，开始发给符合条件的人', reject: '退回草稿，一条也不发' },
  facts: (z) => ({
    pack_id: z.string(),
    title: z.string(),
    text: z.string(),
    admdvs: shown.area(z),
    from: shown.day(z),
    to: shown.day(z),
    fits: z.int(),
    partial: z.literal(true).optional(),
  }),
})
