/** MANDATE, as one of its two sides sees it. */
import * as z from 'zod'
import { type Day, dayOf, minDay } from '../../../shared/calendar/index.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { lastDayOf, mandateStatus, sideOf } from '../../../shared/registers/family/mandates.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import {
  helperRelationNames,
  type Mandate,
  mandateScopeNames,
  mandateSideNames,
} from '../../../shared/registers/rows/mandates.ts'
import { called } from '../../calls/called.ts'
import { date } from '../../calls/fields.ts'

/** MANDATE. */
export const mandateSchema = called(
  'Mandate',
  z.object({
    mandate_id: z.string(),
    as: codeOf(mandateSideNames).meta({ description: '自己是哪一方' }),
    asker: codeOf(mandateSideNames).meta({ description: '哪一方提出的；另一方同意才生效' }),
    other: z
      .object({ psn_no: z.string().optional(), psn_name: z.string() })
      .meta({ description: '对方；对方同意以后才有人员编号' }),
    relation: codeOf(helperRelationNames).meta({ description: '帮办人是被帮助的人的什么人' }),
    scopes: z.array(codeOf(mandateScopeNames)),
    from: date.optional(),
    to: date.meta({ description: '有效期最后一天；还没有同意的，按今天同意来算' }),
    status: codeOf({ offered: '等对方同意', active: '有效', lapsed: '过期没有成立', ended: '已结束' }),
  }),
)

/** A list of them. */
export const mandatesSchema = called('Mandates', z.object({ mandates: z.array(mandateSchema) }))

/** A mandate on a day, to the person of the file `own`; `other` is the other side's. */
export function mandateView(mandate: Mandate, own: PersonFile, other: PersonFile, today: Day) {
  const { mandate_id, asker, relation, scopes, accepted_at, ended_at } = mandate
  const last = lastDayOf(mandate, today)
  return {
    mandate_id,
    as: sideOf(own, mandate),
    asker,
    other: {
      ...(accepted_at === undefined || !other.person ? {} : { psn_no: other.person.psn_no }),
      psn_name: other.person?.private.psn_name ?? '',
    },
    relation,
    scopes: [...scopes],
    ...(accepted_at === undefined ? {} : { from: dayOf(accepted_at) }),
    to: ended_at === undefined ? last : minDay(last, dayOf(ended_at)),
    status: mandateStatus(mandate, own, other, today),
  }
}
