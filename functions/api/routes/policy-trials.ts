/** Trying a parameter before it holds: what would every case of the area come to? */
import * as z from 'zod'
import { words } from '../../../events/fields.ts'
import { type Verdict, verdicts } from '../../../shared/chain/anew.ts'
import { parameters } from '../../bundles/all.ts'
import { audited, officerName } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { time } from '../../calls/fields.ts'
import { badRequest, notFound, problemBy } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { beginTrial } from '../../trials/begin.ts'
import { trialView } from '../../trials/view.ts'
import { releaseProblems, releaseTrial } from '../policies.ts'
import { changedCaseSchema, statusOf } from '../schemas.ts'
import { policyFields, policySchema } from '../schemas-operations.ts'

/** Of a trial: whether it still goes on. */
const status = statusOf('running', 'done')

/** `POST /v1/policy-trials`. */
const trialBegunSchema = called('PolicyTrialBegun', z.object({ trial_id: z.string(), status }))

/** `GET /v1/policy-trials/{trial_id}`. */
const trialSchema = called(
  'PolicyTrial',
  z.object({
    trial_id: z.string(),
    ...policyFields,
    by: z.string(),
    at: time,
    status,
    progress: z.string().meta({ description: '完成了多少，从 0.0000 到 1.0000' }),
    cases: z.int(),
    counts: z.object(Object.fromEntries(verdicts.map((verdict) => [verdict, z.int()])) as Record<Verdict, z.ZodInt>),
    left_out: z.int().meta({ description: '没能试算的，不在 cases 里；记在日志' }),
    changed: z.array(changedCaseSchema),
    released: z.object({ by: z.string(), at: time }).optional(),
  }),
)

const tag = '运行'
const operator = { operator: 'all' } as const

export const policyTrialRoutes: readonly Route[] = [
  route('POST /v1/policy-trials', {
    access: operator,
    tag,
    summary: '试算一个政策参数：这个地区在办的和近期办结的事，用了它各会怎样；什么都不改，留痕',
    body: called(
      'NewPolicyTrial',
      z.object({
        name: words('参数名'),
        admdvs: z.unknown(),
        from: z.unknown().optional(),
        value: z.unknown(),
        source: words('依据'),
      }),
    ),
    answer: trialBegunSchema,
    status: 201,
    example: { name: 'resident_premium', admdvs: '130000', from: '2027-01-01', value: '420.00', source: '示例文号' },
    async handler({ ports, subject, body: { name, admdvs, from, value, source }, attempt }) {
      const parameter = parameters.get(name)
      if (!parameter) return notFound()
      const begun = await beginTrial(
        ports,
        parameter,
        { admdvs, from, value, source },
        { by: officerName(subject), request: attempt.id },
      )
      if (!begun.ok) return badRequest(begun.errors)
      return { status: 201, body: { trial_id: begun.trial.trial_id, status: 'running' } }
    },
  }),

  route('GET /v1/policy-trials/{trial_id}', {
    access: operator,
    tag,
    summary: '一次试算：进度、各有多少件、哪些会变；留痕',
    answer: trialSchema,
    async handler({ ports, subject, params }) {
      const view = await trialView(ports, params.trial_id)
      if (!view) return notFound()
      const cases = view.changed.map(({ case_id }) => case_id)
      await audited(ports, subject, 'policy-trial.read', view.trial_id, { cases })
      return { body: view }
    },
  }),

  route('POST /v1/policy-trials/{trial_id}/release', {
    access: operator,
    tag,
    summary: '发布试算过的参数：从此有效，等它的办件自动继续；要两个人的环境由另一个人发布；留痕',
    answer: policySchema,
    problems: releaseProblems,
    async handler({ ports, subject, params, attempt, secondPerson = false }) {
      const released = await releaseTrial(ports, params.trial_id, { by: officerName(subject), secondPerson, attempt })
      if ('row' in released) return { body: released.row }
      const { refused } = released
      return refused === 'unknown'
        ? notFound()
        : problemBy(releaseProblems, refused, `${releaseProblems[refused].when}。`)
    },
  }),
]
