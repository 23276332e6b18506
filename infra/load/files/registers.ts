/**
 * The registers by which history comes in: a file each, a line a row, the fields of the events. Where an event says it,
 * its own schema judges the line, so that a file is held to what a partner is held to.
 */
import * as z from 'zod'
import { amount, area, day, insuArea, insutype, oneOf, psnNo, time } from '../../../events/fields.ts'
import { contributionPosted } from '../../../events/subjects/contribution.ts'
import { enrolmentPaused, enrolmentRegistered } from '../../../events/subjects/enrolment.ts'
import { pensionApproved } from '../../../events/subjects/pension.ts'
import { personRegistered } from '../../../events/subjects/person.ts'
import { entitlementNames } from '../../../functions/bundles/all.ts'
import { kindName } from '../../../functions/bundles/filing/texts.ts'
import { Insutype } from '../../../shared/codes/index.ts'

const relation = { psn_no: psnNo, insu_admdvs: insuArea, insutype }
const { paus_insu_date } = enrolmentPaused.data.shape
const { retr_date } = pensionApproved.data.shape

const notBefore = (first: string, last: string, said: string) => ({
  check: (data: Record<string, unknown>) => {
    const [from, to] = [data[first], data[last]] as [string, string | undefined]
    return to === undefined || to >= from
  },
  how: { path: [last], error: said },
})
const paused = notBefore('psn_insu_date', 'paus_insu_date', '最后参保日不能早于参保日期')
const ended = notBefore('from', 'to', '终止日不能早于起始日')

/** What a line of each register must say. Money in yuan, areas mapped to pooling areas, as everywhere. */
export const registers = {
  persons: personRegistered.data,
  /** A period of a relation; without `paus_insu_date` it goes on. */
  relations: z
    .object({ ...enrolmentRegistered.data.shape, paus_insu_date: paus_insu_date.exactOptional() })
    .refine(paused.check, paused.how),
  /** Months next to each other for which the same was paid. */
  months: contributionPosted.data,
  accounts: z.object({ psn_no: psnNo, insu_admdvs: insuArea, balance: amount('个人账户余额') }),
  entitlements: z
    .object({
      ...relation,
      kind: oneOf('待遇种类', Object.keys(entitlementNames)),
      from: day('待遇起始日'),
      to: day('待遇终止日').exactOptional(),
    })
    .refine(ended.check, ended.how),
  filings: z
    .object({
      psn_no: psnNo,
      kind: oneOf('备案类型', Object.keys(kindName) as (keyof typeof kindName)[]),
      to_admdvs: area('就医地'),
      from: day('开始日期'),
      to: day('结束日期').exactOptional(),
      made_at: time('备案时间').exactOptional(),
    })
    .refine(ended.check, ended.how)
    .refine(({ kind, to }) => kind === 'long-term' || to !== undefined, {
      path: ['to'],
      error: '这种备案要有结束日期',
    }),
  /** From this day on the relation is a retiree's. */
  retirees: z.object({
    psn_no: psnNo,
    insu_admdvs: insuArea,
    insutype: oneOf('险种类型', [Insutype.employee]),
    retr_date,
  }),
} as const

/** A register's name, which opens the names of its files. */
export type LoadRegister = keyof typeof registers
/** All of them. */
export const registerNames = Object.keys(registers) as LoadRegister[]

/** A row of a register, checked. */
export type RowOf<R extends LoadRegister> = z.output<(typeof registers)[R]>

/** The register that a file holds, by its name: `months-2019.csv.gz` holds months. */
export function registerOf(file: string): LoadRegister | undefined {
  const name = /(?:^|\/)([a-z]+)[^/]*$/.exec(file)?.[1]
  return registerNames.find((register) => register === name)
}
