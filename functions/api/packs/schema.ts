/** Packs as they come and go (contract-people.md, PACK). */
import * as z from 'zod'
import { area, count, day, flag, oneOf, words } from '../../../events/fields.ts'
import { areasWithin } from '../../../shared/codes/area-list.ts'
import { genderName, insuStateName, insutypeName, psnTypeName } from '../../../shared/codes/index.ts'
import { called } from '../../calls/called.ts'
import { code6, date } from '../../calls/fields.ts'
import { longestText, partNames, textFaults } from '../../packs/text.ts'
import { statusOf } from '../schemas.ts'

/** Where a pack stands. */
export const packStatus = statusOf('draft', 'to-approve', 'released', 'ended')

/** What a pack is called by: in paths and keys. */
export const packIdPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/

const age = (label: string) => count(label, 0, 150)

const conditions = {
  insutype: oneOf('险种', insutypeName).optional(),
  psn_type: oneOf('人员类别', psnTypeName).optional(),
  psn_insu_stas: oneOf('参保状态', insuStateName).optional(),
  gend: oneOf('性别', genderName).optional(),
  age_from: age('最小年龄').optional(),
  age_to: age('最大年龄').optional(),
  communities: z
    .array(z.string().regex(/^\d{6}(?:\d{3}){0,2}$/, '应为 6、9 或 12 位区划代码'))
    .min(1, '至少写一个区划代码')
    .max(200, '最多 200 个区划代码')
    .optional(),
  child_under_days: count('孩子出生不到多少天', 1, 6600).optional(),
  retires_within_months: count('几个月内到法定退休年龄', 0, 600).optional(),
}

const audience = z
  .strictObject(conditions, { error: (issue) => (issue.code === 'unrecognized_keys' ? '没有这个条件' : undefined) })
  .refine((said) => Object.values(said).some((value) => value !== undefined), '至少写一个条件')

const part = (label: string) => words(label, longestText)

const parts = z.strictObject({
  what: part('是什么'),
  why: part('为什么告诉您'),
  do: part('要做什么').optional(),
  by: part('什么时候以前').optional(),
  ask: part('问谁'),
})

/** The body of `PUT /v1/packs/{pack_id}`; what the answer has beside it may be there, and says nothing. */
export const newPack = called(
  'NewPack',
  z
    .object({
      title: words('标题', 100),
      parts,
      admdvs: area('地区').refine((code) => areasWithin(code).length > 0, '应为统筹区或省份'),
      audience,
      standing: flag('有效期内新符合条件的人也发').default(false),
      from: day('开始日期'),
      to: day('结束日期'),
      source: words('依据', 500),
    })
    .superRefine((pack, context) => {
      if (pack.from > pack.to) context.addIssue({ code: 'custom', path: ['to'], message: '结束日期不能早于开始日期' })
      for (const { field, message } of textFaults(pack)) {
        context.addIssue({ code: 'custom', path: field.split('.'), message })
      }
    }),
)

/** PACK. */
export const packSchema = called(
  'Pack',
  z.object({
    pack_id: z.string(),
    title: z.string(),
    parts: z.object(Object.fromEntries(partNames.map((name) => [name, z.string().optional()]))),
    admdvs: code6,
    audience: z.object(conditions),
    standing: z.boolean(),
    from: date,
    to: date,
    source: z.string(),
    status: packStatus,
    counts: z.object({
      fits: z.int(),
      sent: z.int(),
      waiting: z.int(),
      opted_out: z.int(),
      lapsed: z.int(),
      read: z.int(),
      partial: z.literal(true).optional().meta({ description: '人太多，还没有数完：fits 是已经数到的' }),
    }),
  }),
)

/** `GET /v1/packs`. */
export const packsSchema = called('Packs', z.object({ packs: z.array(packSchema), cursor: z.string().optional() }))
