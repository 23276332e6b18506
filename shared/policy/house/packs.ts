/** How policy packs are sent (functions/packs/RULES.md). */
import { NATION } from '../../codes/index.ts'
import { parameter } from '../parameter.ts'

const source = '本系统参数，由医保局确认'

/** More recipients than this take a second person's approval. */
export const packSecondAbove = parameter({
  name: 'pack_second_above',
  title: '政策包超过多少人要另一个人同意',
  expects: '整数（人）',
  value: (zod) => zod.int().min(0).max(2_000_000_000),
  rows: [{ admdvs: NATION, value: 1000, standing: 'to-confirm', source }],
})

/** The hours in which packs are sent: `from` is within them, `to` is not. */
export const packHours = parameter({
  name: 'pack_hours',
  title: '政策包在几点到几点之间发',
  expects: '{ from, to }，写作 HH:MM，from 早于 to；to 最晚 24:00',
  value: (zod) =>
    zod
      .strictObject({
        from: zod.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
        to: zod.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/),
      })
      .refine(({ from, to }) => from < to),
  rows: [{ admdvs: NATION, value: { from: '08:00', to: '21:00' }, standing: 'to-confirm', source }],
})

/** Packs of any area that one person is sent in a calendar month, at most. */
export const packsAMonth = parameter({
  name: 'packs_a_month',
  title: '一个人一个月最多收到几个政策包',
  expects: '整数（个）',
  value: (zod) => zod.int().min(0).max(1000),
  rows: [{ admdvs: NATION, value: 4, standing: 'to-confirm', source }],
})

/** All of them. */
export const packParameters = [packSecondAbove, packHours, packsAMonth] as const
