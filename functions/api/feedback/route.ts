/** What people say of our work by themselves (feedback/RULES.md 1.1, 1.3). */
import * as z from 'zod'
import { area, number, oneOf } from '../../../events/fields.ts'
import { story } from '../../../events/said.ts'
import { dayOf } from '../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { handle } from '../../../shared/engine/handle.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { houseMatters } from '../../../shared/points/point.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { pidIn, type Ref } from '../../../shared/registers/ids.ts'
import { mainRelationOn } from '../../../shared/registers/relation.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { questionAsked } from '../../../shared/table/common/questions.ts'
import { loadSnapshot, loadWholeSnapshot } from '../../../shared/table/files.ts'
import { pointOf } from '../../../shared/table/points.ts'

import { bundleTitles } from '../../bundles/all.ts'
import { give, givenCase } from '../../bundles/feedback/giving.ts'
import { saidKinds } from '../../bundles/feedback/kinds.ts'
import { feedbackBundle } from '../../bundles/feedback/reference.ts'
import { called } from '../../calls/called.ts'
import { errandNamed } from '../../calls/errands.ts'
import { mayActFor } from '../../calls/household.ts'
import { badRequest, notFound, type Problem, problem } from '../../calls/problem.ts'
import { bundleOffProblem, type Problems } from '../../calls/problem-codes.ts'
import { type Api, type Route, route } from '../../calls/route.ts'
import { caseSchema } from '../schemas.ts'
import { caseView } from '../views.ts'

const tag = '群众反映'

const feedbackProblems = {
  'already-open': {
    status: 409,
    name: '同样的事已经在办',
    when: '同一个人就同一件事反映过，还没有办结，case_id 里写明是哪一个',
    remedy: '打开 case_id 所指的办件看进度',
    en: {
      when: 'The same person has said the same of the same matter, and it is still open; case_id says which',
      remedy: 'Open the case that case_id names',
    },
  },
} as const satisfies Problems

const newFeedback = z.object({
  kind: oneOf('反映种类', saidKinds),
  matter: oneOf('事项', { ...bundleTitles, ...houseMatters }, 'matter').optional(),
  text: story('反映内容', 1000).optional(),
  case_id: number('办件编号').optional(),
  point_no: number('网点编号').optional(),
  admdvs: area('地区').optional(),
  question_id: number('提问编号').optional(),
})
type NewFeedback = z.output<typeof newFeedback>

/** What it is about, and who is in charge. */
interface Placed {
  matter: string
  admdvs: Admdvs
  case_id?: Ref
}

const fault = (field: string, message: string): Problem => badRequest([{ field, message }])

/** The case complained of, as far as the caller may see it: their own, or a dependant's (feedback/RULES.md 1.4). */
async function caseOf(api: Pick<Api, 'ports' | 'births'>, psnNo: string, caseId: string): Promise<CaseRow | undefined> {
  const pid = pidIn(caseId)
  if (!pid) return undefined
  const file = await loadWholeSnapshot(api.ports, pid)
  const row = file.one('case', caseId)
  return row && (await mayActFor(api, psnNo, file)) ? row : undefined
}

/** Where it belongs: the case's area, else the point's, else the one named, else the insured place (feedback/RULES.md 1.3). */
async function placed(
  { ports, births }: Api,
  own: PersonFile,
  { psnNo, said }: { psnNo: string; said: NewFeedback },
): Promise<Placed | Problem> {
  const point = said.point_no === undefined ? undefined : await pointOf(ports.table, said.point_no)
  if (said.point_no !== undefined && !point) return fault('point_no', '没有这个网点')
  if (said.case_id !== undefined) {
    const row = await caseOf({ ports, births }, psnNo, said.case_id)
    if (!row) return notFound()
    if (row.bundle === feedbackBundle.bundle) return fault('case_id', '这个办件本身就是反映的事，不能再就它反映')
    return { matter: row.bundle, admdvs: row.admdvs, case_id: row.case_id }
  }
  const { matter } = said
  if (matter === undefined) return fault('matter', '缺少事项')
  const admdvs = point?.admdvs ?? said.admdvs ?? mainRelationOn(own, dayOf(ports.clock.now()))?.relation.insu_admdvs
  return admdvs ? { matter, admdvs } : fault('admdvs', '没有查到您现在的参保地，请写明地区')
}

/** How a citizen says it. */
export const feedbackRoute: Route = route('POST /v1/feedback', {
  access: { citizen: 'household' },
  tag,
  summary: '反映一件事：投诉、建议、办不成、咨询',
  body: called('NewFeedback', newFeedback),
  errand: errandNamed('matter'),
  answer: caseSchema,
  status: 201,
  problems: { ...feedbackProblems, ...bundleOffProblem },
  example: { kind: 'complaint', matter: 'transfer', text: '转移办了两个月还没有到账。', admdvs: '130100' },
  async handler(call) {
    const { ports, rules, subject, body, attempt } = call
    const { id, repeated, mark } = attempt
    const own = await loadSnapshot(ports, pidOf(ports.keys, subject.psn_no))
    if (!own.person) return notFound()
    const text = body.question_id === undefined ? body.text : (await questionAsked(ports, body.question_id))?.text
    if (text === undefined) {
      return body.question_id === undefined ? fault('text', '缺少反映内容') : fault('question_id', '没有这个提问')
    }
    const place = await placed(call, own, { psnNo: subject.psn_no, said: body })
    if ('code' in place) return place
    const { kind, point_no } = body
    const said = { kind, text, ...place, ...(point_no === undefined ? {} : { point_no }) }
    if (!repeated) {
      const apply = give(said, { id, time: ports.clock.now() })
      const opening = { applied: true, opens: (file: PersonFile) => givenCase(file, id) } as const
      const handled = await handle(ports, rules, own.pid, { apply, ...opening, ...mark })
      if (handled.result === 'refused') {
        const { status, code, detail, more } = handled
        return problem(status, code, detail, more ? { more } : {})
      }
    }
    const file = await loadSnapshot(ports, own.pid)
    const row = givenCase(file, id)
    return row ? { body: await caseView(ports, file, row) } : notFound()
  },
})
