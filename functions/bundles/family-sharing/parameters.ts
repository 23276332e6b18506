/** Parameters of family sharing, those of the holder's area on the day (RULES.md 1.1). */
import type { Day } from '../../../shared/calendar/index.ts'
import { type Admdvs, NATION } from '../../../shared/codes/index.ts'
import { type Parameter, parameter } from '../../../shared/policy/index.ts'
import type { Look } from '../../../shared/registers/look.ts'
import { type ShareRelation, shareRelationNames } from '../../../shared/registers/rows/money.ts'

const relations = Object.keys(shareRelationNames) as ShareRelation[]

/** What a user may be to the holder. */
export const shareRelations = parameter({
  name: 'share_relations',
  title: '个人账户可以和哪些家人共济',
  expects: `列表，可写 ${relations.join('、')}，每样一次`,
  words: shareRelationNames,
  value: (z) => z.array(z.enum(relations)).refine((all) => new Set(all).size === all.length),
  rows: [
    {
      admdvs: NATION,
      value: ['spouse', 'parent', 'child'],
      standing: 'published',
      source: '国办发〔2021〕14号：参保人员本人及其配偶、父母、子女',
    },
    {
      admdvs: NATION,
      from: '2024-07-26',
      value: relations,
      standing: 'published',
      source: '国办发〔2024〕38号：共济范围扩大到近亲属',
    },
  ],
})

const dalian = '大连市2023年1月起：一个账户最多绑定6名家庭成员'

/** How many users a holder may have at a time. */
export const shareMaxUsers = parameter({
  name: 'share_max_users',
  title: '一个个人账户最多给几个家人用',
  expects: '0 到 100 的整数',
  value: (z) => z.int().min(0).max(100),
  rows: [
    { admdvs: NATION, value: 6, standing: 'to-confirm', source: `${dalian}；各地待核实` },
    { admdvs: '210200', from: '2023-01-01', value: 6, standing: 'published', source: dalian },
  ],
})

const scopeNames = { 'pooling-area': '同一个统筹区', province: '全省范围内' } as const
/** How far a share reaches. */
export type ShareScope = keyof typeof scopeNames

/** How far from the holder's area the user may be insured. */
export const shareScope = parameter({
  name: 'share_scope',
  title: '家人在哪里参保可以共济',
  expects: '"pooling-area"（同一个统筹区）或 "province"（全省范围内）',
  words: scopeNames,
  value: (z) => z.enum(['pooling-area', 'province']),
  rows: [
    { admdvs: NATION, value: 'pooling-area', standing: 'published', source: '国办发〔2021〕14号：统筹区内共济' },
    {
      admdvs: NATION,
      from: '2025-01-01',
      value: 'province',
      standing: 'published',
      source: '国家医保局2024年9月10日：2024年底各省实现省内跨统筹区共济',
    },
  ],
})

/** A parameter's value in an area on a day. All of these have a row for the nation; throws if one were taken away: a bug. */
export function valueIn<Value>(look: Pick<Look, 'policy'>, of: Parameter<string, Value>, area: Admdvs, on: Day): Value {
  const found = look.policy(of, area, on)
  if (!found.found) throw new Error(`family-sharing: ${of.name} has no row for the nation`)
  return found.value
}

/** All of them, for the manifest. */
export const parameters = [shareRelations, shareMaxUsers, shareScope] as const
