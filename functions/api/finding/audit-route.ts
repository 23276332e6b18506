/** `GET /v1/audit`: who looked at whom, and who changed what everybody lives by. */
import * as z from 'zod'
import { day } from '../../../events/fields.ts'
import { named, openCode } from '../../../shared/codes/coded.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { holdNames } from '../../../shared/engine/holds.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { parameterNames } from '../../bundles/all.ts'
import { audited, auditNames } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { time } from '../../calls/fields.ts'
import { paging } from '../../calls/paging.ts'
import { reaches } from '../../calls/reach.ts'
import { type Route, route } from '../../calls/route.ts'
import { readTrail } from './trail.ts'

const auditSchema = called(
  'AuditLines',
  z.object({
    lines: z.array(
      z.object({
        at: time,
        by: z.string().meta({ description: '工号；没有工号的按令牌，医药机构按编码' }),
        what: openCode(auditNames),
        about: named(z.string().meta({ description: '参保人按人员编号，其余为办件、统筹区或名称；不含证件号码' }), {
          all: '全部',
          operator: '运行人员',
          ...holdNames,
          ...parameterNames,
        }),
      }),
    ),
    cursor: z.string().optional(),
  }),
)

const filter = z
  .object({
    on: day('日期').optional(),
    psn_no: z.string().max(64).optional(),
    by: z.string().max(200).optional(),
    ...paging,
  })
  .superRefine(({ on, psn_no, by }, context) => {
    if (on === undefined && psn_no === undefined && by === undefined)
      context.addIssue({ code: 'custom', path: ['on'], message: 'on、psn_no、by 至少写一个' })
  })

export const auditRoute: Route = route('GET /v1/audit', {
  access: { supervisor: 'area', operator: 'all' },
  tag: '运行',
  summary: '审计记录，新的在前：某一天的、关于某人的、某人做的；负责人只看得到本统筹区经办人员的；查看本身留痕',
  query: filter,
  answer: auditSchema,
  async handler({ ports, subject, query }) {
    const { on, psn_no, by } = query
    const fits = ({ area }: { area?: Admdvs }) =>
      subject.role === 'operator' || reaches(subject.area, area ? [area] : [])
    const page = await readTrail(ports, { ...query, fits })
    await audited(ports, subject, 'audit.read', psn_no === undefined ? (by ?? on ?? '') : pidOf(ports.keys, psn_no))
    return { body: page }
  },
})
