/** What the API answers, as schemas: the OpenAPI document is made from them, and the tests hold answers against them. */
import * as z from 'zod'
import { reasonNames } from '../../events/reasons.ts'
import type { AnyChain } from '../../shared/chain/chain.ts'
import { codeOf, named, openCode, someOf } from '../../shared/codes/coded.ts'
import { insuStateName, insutypeName, psnTypeName, relationName } from '../../shared/codes/index.ts'
import { unnamed } from '../../shared/registers/apply/task.ts'
import { triageNames } from '../../shared/registers/desk/triage.ts'
import { movementKinds } from '../../shared/registers/ledger.ts'
import { actorNames } from '../../shared/registers/rows/cases.ts'
import { schemas } from '../../shared/schemas.ts'
import type { TaskKind } from '../../shared/tasks/kind.ts'
import { actionKinds, awaitedNames, entitlementNames, parameterNames, taskKinds } from '../bundles/all.ts'
import { manifests } from '../bundles/index.ts'
import { called } from '../calls/called.ts'
import { code6, date, money, time } from '../calls/fields.ts'
import { itemStates, type Manifest } from '../manifest.ts'

/** Where things stand that have a status: one name for a code, whatever it is the status of. */
export const statusNames = {
  ok: '正常',
  running: '正在办',
  waiting: '等待中',
  done: '办完了',
  rejected: '没有通过',
  withdrawn: '不再办理',
  open: '待处理',
  approved: '已同意',
  closed: '不用处理了',
  ordered: '已下划款指令',
  settled: '已结清',
  differs: '金额不一致',
  accepted: '已接收',
  proposed: '等另一个人放行',
  released: '已放行',
  sent: '已发出',
  held: '暂停发出，恢复后再发',
  'called-off': '已作废，没有发',
  answered: '对方已经回报，没有发',
  failed: '没有做完',
  draft: '草稿',
  'to-approve': '等另一个人同意',
  ended: '已结束',
} as const

/** A status that is one of these. */
export const statusOf = <const Code extends keyof typeof statusNames>(...codes: readonly Code[]) =>
  codeOf(someOf(statusNames, ...codes))

/** Of a case, as in the contract. */
export const caseStatus = statusOf('running', 'waiting', 'done', 'rejected', 'withdrawn')

/** An insurance. */
export const insutype = openCode(insutypeName)

/** `GET /v1/health`. */
export const healthSchema = called('Health', z.object({ status: statusOf('ok') }))

/** A relation with its state today. */
export const relationSchema = called(
  'Relation',
  z.object({
    insu_admdvs: code6,
    insutype,
    psn_type: openCode(psnTypeName),
    psn_insu_stas: codeOf(insuStateName),
    psn_insu_date: date,
    paus_insu_date: date.optional(),
  }),
)

/** `GET /v1/me`. */
export const meSchema = called(
  'Me',
  z.object({
    psn_no: z.string(),
    psn_name: z.string(),
    relations: z.array(relationSchema),
    contribution_months: z.int(),
    dependants: z.array(z.object({ psn_no: z.string(), psn_name: z.string(), relation: codeOf(relationName) })),
  }),
)

/** An entry of an account. */
export const entryFields = {
  at: time,
  amt: money,
  kind: codeOf(movementKinds),
  memo: z.string(),
  case_id: z.string().optional(),
  share_id: z.string().optional().meta({ description: '家人凭哪个共济用的' }),
}

/** `GET /v1/me/accounts`. */
export const accountsSchema = called(
  'Accounts',
  z.object({
    accounts: z.array(
      z.object({ insu_admdvs: code6, balance: money, funded: money, entries: z.array(z.object(entryFields)) }),
    ),
    earlier_entries: z.literal(true).optional().meta({ description: '还有更早的明细没有列出' }),
  }),
)

/** What is known of an entitlement, whosever it is. */
export const entitlementFields = {
  insu_admdvs: code6,
  insutype,
  kind: openCode(entitlementNames),
  from: date,
  to: date.nullable(),
}

/** `GET /v1/me/entitlements`. */
export const entitlementsSchema = called(
  'Entitlements',
  z.object({
    entitlements: z.array(z.object({ psn_no: z.string(), ...entitlementFields })),
  }),
)

const actionNames = Object.fromEntries(actionKinds.map(({ action, title }) => [action, title]))

const waitingSchema = z.object({
  actor: codeOf(actorNames),
  what: openCode(awaitedNames),
  until: time.optional(),
})

const caseFields = {
  case_id: z.string(),
  psn_no: z.string().optional().meta({ description: '没有指名是谁的，没有这一项' }),
  admdvs: code6,
  areas: z.array(code6),
  status: caseStatus,
  waiting_for: waitingSchema.optional(),
  actions: z.array(openCode(actionNames, 'action')),
  options: z.array(z.string()).optional().meta({ description: '做选择的操作，现在能选哪几项；没有要选的没有这一项' }),
  started_at: time,
  due_at: time.optional(),
  due_provisional: z.literal(true).optional(),
  updated_at: time,
}

/** What the case of a number comes to that was merged into another. */
export const merged = z.object({ reason: codeOf(someOf(reasonNames, 'merged')), text: z.string() })

/** Cases of all bundles, each with what its own come to. */
function casesWith<Shape extends z.ZodRawShape>(more: (step: z.ZodString) => Shape) {
  const schemaOf = ({ chain, outcome }: Manifest) => {
    const { bundle, title } = chain
    const step = openCode(stepNames(chain), 'step')
    return z
      .object({
        bundle: named(z.literal(bundle), { [bundle]: title }),
        ...caseFields,
        step,
        outcome: z.union([outcome, merged]).optional(),
        ...more(step),
      })
      .meta({ title })
  }
  const [any, ...others] = manifests.map(schemaOf) as [ReturnType<typeof schemaOf>, ...ReturnType<typeof schemaOf>[]]
  return z.discriminatedUnion('bundle', [any, ...others])
}

/** Steps are called by their labels; two bundles may have a step of one name. */
export const stepNames = ({ bundle, steps }: AnyChain) =>
  Object.fromEntries(Object.entries(steps).map(([name, { label }]) => [`${bundle}/${name}`, label]))

/** How a case stands by its parameters, of each bundle with what its own come to. */
const stands = manifests.map(({ chain, outcome }) => {
  const { bundle, title } = chain
  const stand = z.object({
    step: openCode(stepNames(chain), 'step'),
    status: caseStatus,
    outcome: z.union([outcome, merged]).optional(),
    missing: z.array(openCode(parameterNames, 'name')).optional().meta({ description: '在等哪些政策参数' }),
    bills: z
      .array(z.object({ amt: money, year: z.int().optional(), months: z.int().optional() }))
      .optional()
      .meta({ description: '还没有缴的缴费单' }),
  })
  const changed = { case_id: z.string(), before: stand, after: stand }
  return z.object({ bundle: named(z.literal(bundle), { [bundle]: title }), ...changed }).meta({ title })
})

/** A case that other parameters bring to something else. */
export const changedCaseSchema = called(
  'ChangedCase',
  z.discriminatedUnion('bundle', stands as [(typeof stands)[number], ...(typeof stands)[number][]]),
)

/** A case as listed. */
export const caseSummarySchema = called(
  'CaseSummary',
  casesWith(() => ({})),
)

/** An item of a package, for example the enrolment within a newborn's. */
const caseItemSchema = called(
  'CaseItem',
  z.object({
    name: z.string(),
    title: z.string(),
    state: codeOf(itemStates),
    text: z.string(),
    until: time.optional(),
    matters: z
      .array(z.object({ name: z.string(), title: z.string(), text: z.string() }))
      .optional()
      .meta({ description: '“其他事怎么办”这一项里的各件事' }),
  }),
)

/** Who did something in a case. */
export const decidedBy = codeOf({ ...actorNames, system: '系统' }, 'actor')

/** CASE. */
export const caseSchema = called(
  'Case',
  casesWith((step) => ({
    items: z.array(caseItemSchema).optional().meta({ description: '“出生一件事”的各项，各有各的进度' }),
    timeline: z.array(z.object({ at: time, step, text: z.string(), actor: decidedBy })),
    rating: z.object({ score: z.int(), at: time }).optional().meta({ description: '给过的评价，只有本人看得到' }),
  })),
)

/** `GET /v1/cases`. */
export const casesSchema = called(
  'Cases',
  z.object({ cases: z.array(caseSummarySchema), cursor: z.string().optional() }),
)

const taskFields = {
  task_id: z.string(),
  case_id: z.string().optional(),
  psn_no: z.string().optional(),
  psn_name: z.string().optional().meta({ description: '这件事是谁的，姓名只显示一部分' }),
  admdvs: code6,
  opened_at: time,
  due_at: time,
  due_provisional: z.literal(true).optional(),
  triage: codeOf(triageNames),
  claimed_by: z
    .string()
    .optional()
    .meta({ description: `谁认领了：工号或帮办员编号，没有的是 ${unnamed}` }),
  status: statusOf('open', 'approved', 'rejected', 'closed'),
  decision: z
    .object({ at: time, by: z.string(), reason: z.string().optional() })
    .optional()
    .meta({ description: '作出的决定：什么时候、谁、理由' }),
}

const taskOf = ({ kind, title, facts, forClaimer, approval }: TaskKind) =>
  z
    .object({
      ...taskFields,
      kind: named(z.literal(kind), { [kind]: title }, 'task'),
      // Only whoever has claimed it is shown the whole.
      facts: z.object({ ...facts(schemas), ...z.object(forClaimer?.(schemas) ?? {}).partial().shape }),
      proposal: z
        .object({ at: time, by: z.string(), data: z.object(approval(schemas)).partial() })
        .optional()
        .meta({ description: '一个人已经同意，等另一个人同意：什么时候、谁、填了什么' }),
    })
    .meta({ title })

const [anyTask, ...otherTasks] = [...taskKinds.values()].map(taskOf) as [TaskSchema, ...TaskSchema[]]
type TaskSchema = ReturnType<typeof taskOf>

/** A task: what it shows follows from its kind. */
export const taskSchema = called('Task', z.discriminatedUnion('kind', [anyTask, ...otherTasks]))

/** `GET /v1/tasks`. */
export const tasksSchema = called('Tasks', z.object({ tasks: z.array(taskSchema), cursor: z.string().optional() }))
