/** What somebody asked for, as a fact of their file (RULES.md 1.3). */
import * as z from 'zod'
import { insuArea, insutype, number } from '../../../../events/fields.ts'
import { heardEvent } from '../../../../events/heard.ts'
import { chronicBundle } from '../reference.ts'

/** A disease was asked to be recognized, by a call of ours. No partner may say it: it is in no catalogue. */
export const chronicAsked = heardEvent({
  type: `${chronicBundle.bundle}.asked`,
  title: '申请认定门诊慢特病',
  about: '本人申请认定门诊慢特病。',
  from: [],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: [],
  reports: ({ key }) => ({ fact: 'chronic-asked', key }),
  data: z.object({ key: z.string(), insu_admdvs: insuArea, insutype, opsp_dise_code: number('病种代码') }),
  example: { key: 'K1', insu_admdvs: '370100', insutype: '310', opsp_dise_code: 'M00500' },
})
