/** 待遇: rights a case gave. */
import * as z from 'zod'
import { outboundEvent } from '../define.ts'
import { caseId, day, insuArea, insutype, number, psnNo } from '../fields.ts'

/** A right to benefits from a day; `to` is null where it has no end. */
export const entitlementGranted = outboundEvent({
  title: '待遇享受',
  about: '本人自某日起享受待遇；终止日为 null 表示没有终止日。',
  queue: 'registry',
  data: z.object({
    psn_no: psnNo,
    insu_admdvs: insuArea,
    insutype,
    kind: number('待遇种类'),
    from: day('待遇起始日'),
    to: day('待遇终止日').nullable().meta({ description: '待遇终止日，没有终止日时为 null' }),
    case_id: caseId,
  }),
  example: {
    psn_no: '53000000000000200001',
    insu_admdvs: '530100',
    insutype: '390',
    kind: 'resident-basic',
    from: '2026-03-10',
    to: '2026-12-31',
    case_id: 'NBaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  },
})
