/** Correcting what is on file, with two operators: one proposes an event, another releases it (decision 0079). */
import * as z from 'zod'
import { words } from '../../../events/fields.ts'
import { inboundEvents } from '../../../events/index.ts'
import { reasonNames } from '../../../events/reasons.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { audited } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { time } from '../../calls/fields.ts'
import { paging } from '../../calls/paging.ts'
import { badRequest, notFound, problemBy } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import {
  type Correction,
  type CorrectionType,
  correctionTypes,
  listCorrections,
  loadCorrection,
} from '../../corrections/correction.ts'
import { statusOf } from '../schemas.ts'
import { aboutOf, correctionProblems, type Decided, propose, release, withdraw } from './decide.ts'

const typeNames = Object.fromEntries(correctionTypes.map((type) => [type, inboundEvents[type].title])) as Readonly<
  Record<CorrectionType, string>
>

const type = codeOf(typeNames, 'event_type')

const fields = {
  correction_id: z.string(),
  status: statusOf('proposed', 'released', 'withdrawn'),
  type,
  by: z.string().meta({ description: '谁提出的' }),
  at: time,
  decided: z.object({ by: z.string(), at: time }).optional().meta({ description: '谁放行或撤回的' }),
  result: z
    .object({ status: statusOf('accepted', 'rejected'), reason: codeOf(reasonNames).optional() })
    .optional()
    .meta({ description: '放行以后，事件收下没有；缺前面事件的先收下等着' }),
}

const correctionSchema = called(
  'Correction',
  z.object({
    ...fields,
    reason: z.string(),
    data: z.record(z.string(), z.unknown()).meta({ description: '事件内容，与同名事件相同' }),
  }),
)

const correctionsSchema = called(
  'Corrections',
  z.object({ corrections: z.array(z.object(fields)), cursor: z.string().optional() }),
)

const shownInList = ({ reason: _reason, data: _data, message: _message, request: _request, ...shown }: Correction) =>
  shown
const shownWhole = ({ message: _message, request: _request, ...shown }: Correction) => shown

const tag = '运行'
const operator = { operator: 'all' } as const

function answerOf(decided: Decided) {
  if ('correction' in decided) return { body: shownWhole(decided.correction) }
  const { refused } = decided
  if (refused === 'unknown') return notFound()
  return problemBy(correctionProblems, refused, `${correctionProblems[refused].when}。`)
}

export const correctionRoutes: readonly Route[] = [
  route('POST /v1/corrections', {
    access: operator,
    tag,
    summary: '提出一份更正：按收件箱的规则检查后存下，另一个人放行才生效；留痕',
    body: called('NewCorrection', z.object({ type, data: z.record(z.string(), z.unknown()), reason: words('原因') })),
    answer: correctionSchema,
    status: 201,
    example: {
      type: 'contribution.revoked',
      data: inboundEvents['contribution.revoked'].example,
      reason: '单位重复申报',
    },
    async handler({ ports, subject, body, attempt }) {
      const proposed = await propose(ports, { ...body, by: subject.id }, attempt)
      return proposed.ok ? { status: 201, body: shownWhole(proposed.correction) } : badRequest(proposed.errors)
    },
  }),

  route('GET /v1/corrections', {
    access: operator,
    tag,
    summary: '提出过的更正，新的在前；事件内容只在单份里给出',
    query: z.object(paging),
    answer: correctionsSchema,
    async handler({ ports, query }) {
      const { corrections, ...more } = await listCorrections(ports, query.limit, query.cursor)
      return { body: { corrections: corrections.map(shownInList), ...more } }
    },
  }),

  route('GET /v1/corrections/{correction_id}', {
    access: operator,
    tag,
    summary: '一份更正：内容、谁提出、谁放行、收下没有；留痕',
    answer: correctionSchema,
    async handler({ ports, subject, params }) {
      const held = await loadCorrection(ports, params.correction_id)
      if (!held) return notFound()
      const { about, detail } = aboutOf(ports, held)
      await audited(ports, subject, 'correction.read', about, detail)
      return { body: shownWhole(held), passing: true }
    },
  }),

  route('POST /v1/corrections/{correction_id}/release', {
    access: operator,
    tag,
    summary: '放行别人提出的更正：事件从此和合作方发来的一样办理；留痕',
    answer: correctionSchema,
    problems: correctionProblems,
    async handler({ subject, params, attempt, ...api }) {
      return answerOf(await release(api, params.correction_id, subject.id, attempt))
    },
  }),

  route('DELETE /v1/corrections/{correction_id}', {
    access: operator,
    tag,
    summary: '撤回或否决还没有放行的更正，什么都没有发生；留痕',
    answer: correctionSchema,
    problems: { 'correction-closed': correctionProblems['correction-closed'] },
    async handler({ subject, params, attempt, ...api }) {
      return answerOf(await withdraw(api, params.correction_id, subject.id, attempt))
    },
  }),
]
