/** What the API answers, as schemas: the OpenAPI document is made from them, and the tests hold answers against them. */
import * as z from 'zod'
import { schemas } from '../../shared/schemas.ts'
import type { TaskKind } from '../../shared/tasks/kind.ts'
import { taskKinds } from '../bundles/all.ts'
import { manifests } from '../bundles/index.ts'
import type { Manifest } from '../manifest.ts'

const code6 = z.string().regex(/^\d{6}$/)
const money = z.string().regex(/^-?\d+\.\d{2}$/)
const date = z.iso.date()
const time = z.iso.datetime({ offset: true })

/** `GET /v1/health`. */
export const healthSchema = z.object({ status: z.literal('ok') })

/** A relation with its state today. */
export const relationSchema = z.object({
  insu_admdvs: code6,
  insutype: z.string(),
  psn_type: z.string(),
  psn_insu_stas: z.enum(['0', '1', '2', '4']),
  psn_insu_date: date,
  paus_insu_date: date.optional(),
})

/** `GET /v1/me`. */
export const meSchema = z.object({
  psn_no: z.string(),
  psn_name: z.string(),
  relations: z.array(relationSchema),
  contribution_months: z.int(),
  dependants: z.array(z.object({ psn_no: z.string(), psn_name: z.string(), relation: z.string() })),
})

/** `GET /v1/me/accounts`. */
export const accountsSchema = z.object({
  accounts: z.array(
    z.object({
      insu_admdvs: code6,
      balance: money,
      funded: money,
      entries: z.array(
        z.object({ at: time, amt: money, kind: z.string(), memo: z.string(), case_id: z.string().optional() }),
      ),
    }),
  ),
  earlier_entries: z.literal(true).optional().meta({ description: '还有更早的明细没有列出' }),
})

/** `GET /v1/me/entitlements`. */
export const entitlementsSchema = z.object({
  entitlements: z.array(
    z.object({
      psn_no: z.string(),
      insu_admdvs: code6,
      insutype: z.string(),
      kind: z.string(),
      from: date,
      to: date.nullable(),
    }),
  ),
})

/** `GET /v1/me/notices`. */
export const noticesSchema = z.object({
  notices: z.array(z.object({ at: time, template: z.string(), text: z.string(), case_id: z.string() })),
  cursor: z.string().optional(),
})

const waitingSchema = z.object({
  actor: z.enum(['citizen', 'clerk', 'employer', 'operator', 'partner']),
  what: z.string(),
  until: time.optional(),
})

const caseFields = {
  case_id: z.string(),
  psn_no: z.string(),
  admdvs: code6,
  areas: z.array(code6),
  status: z.enum(['running', 'waiting', 'done', 'rejected', 'withdrawn']),
  step: z.string(),
  waiting_for: waitingSchema.optional(),
  actions: z.array(z.string()),
  started_at: time,
  due_at: time.optional(),
  due_provisional: z.literal(true).optional(),
  updated_at: time,
}

/** What the case of a number comes to that was merged into another. */
const merged = z.object({ reason: z.literal('merged'), text: z.string() })

/** Cases of all bundles, each with what its own come to. */
function casesWith<Shape extends z.ZodRawShape>(more: Shape) {
  const schemaOf = ({ chain: { bundle, title }, outcome }: Manifest) =>
    z
      .object({ bundle: z.literal(bundle), ...caseFields, outcome: z.union([outcome, merged]).optional(), ...more })
      .meta({ title })
  const [any, ...others] = manifests.map(schemaOf) as [ReturnType<typeof schemaOf>, ...ReturnType<typeof schemaOf>[]]
  return z.discriminatedUnion('bundle', [any, ...others])
}

/** A case as listed. */
export const caseSummarySchema = casesWith({})

/** An item of a package, for example the enrolment within a newborn's. */
export const caseItemSchema = z.object({
  name: z.string(),
  title: z.string(),
  state: z.enum(['done', 'to-do', 'waiting', 'later', 'none']),
  text: z.string(),
  until: time.optional(),
  matters: z
    .array(z.object({ name: z.string(), title: z.string(), text: z.string() }))
    .optional()
    .meta({ description: '“其他事怎么办”这一项里的各件事' }),
})

/** CASE. */
export const caseSchema = casesWith({
  items: z.array(caseItemSchema).optional().meta({ description: '“出生一件事”的各项，各有各的进度' }),
  timeline: z.array(z.object({ at: time, step: z.string(), text: z.string(), actor: z.string() })),
})

/** `GET /v1/cases`. */
export const casesSchema = z.object({ cases: z.array(caseSummarySchema), cursor: z.string().optional() })

const taskFields = {
  task_id: z.string(),
  case_id: z.string().optional(),
  psn_no: z.string().optional(),
  psn_name: z.string().optional().meta({ description: '这件事是谁的，姓名只显示一部分' }),
  admdvs: code6,
  opened_at: time,
  due_at: time,
  due_provisional: z.literal(true).optional(),
  status: z.enum(['open', 'approved', 'rejected', 'closed']),
  decision: z
    .object({ at: time, by: z.string(), reason: z.string().optional() })
    .optional()
    .meta({ description: '作出的决定：什么时候、谁、理由' }),
}

const taskOf = ({ kind, title, facts }: TaskKind) =>
  z.object({ ...taskFields, kind: z.literal(kind), facts: z.object(facts(schemas)) }).meta({ title })

const [anyTask, ...otherTasks] = [...taskKinds.values()].map(taskOf) as [TaskSchema, ...TaskSchema[]]
type TaskSchema = ReturnType<typeof taskOf>

/** A task: what it shows follows from its kind. */
export const taskSchema = z.discriminatedUnion('kind', [anyTask, ...otherTasks])

/** `GET /v1/tasks`. */
export const tasksSchema = z.object({ tasks: z.array(taskSchema), cursor: z.string().optional() })

/** Settings of a pooling area. */
export const settingsSchema = z.object({ accepts_account_transfer: z.boolean() })

/** A dated parameter. */
export const policySchema = z.object({
  name: z.string(),
  admdvs: code6,
  from: date.optional(),
  value: z.unknown(),
  source: z.string(),
})

/** `GET /v1/policies`. */
export const policiesSchema = z.object({ policies: z.array(policySchema) })

/** `GET /v1/holds`. */
export const holdsSchema = z.object({
  holds: z.array(
    z.object({
      what: z.string().meta({ description: '暂停的是什么：payments、funds、notices 或队列名' }),
      reason: z.string(),
      since: time,
      by: z.string(),
    }),
  ),
})

/** A clearing. */
export const clearingSchema = z.object({
  clearing_id: z.string(),
  date,
  province: z.string(),
  status: z.enum(['open', 'settled']),
  gross: z.array(z.object({ from_admdvs: code6, to_admdvs: code6, amt: money, count: z.int() })),
  positions: z.array(z.object({ admdvs: code6, net: money })),
  orders: z.array(
    z.object({
      order_no: z.string(),
      from_admdvs: code6,
      to_admdvs: code6,
      amt: money,
      status: z.enum(['ordered', 'settled', 'differs']),
    }),
  ),
})

/** `GET /v1/rejected-events`. */
export const rejectedSchema = z.object({
  events: z.array(
    z.object({
      id: z.string(),
      received_at: time,
      type: z.string().optional(),
      source: z.string().optional(),
      reason: z.string(),
      errors: z.array(z.object({ field: z.string(), message: z.string() })),
      body: z.unknown(),
    }),
  ),
  cursor: z.string().optional(),
})

/** `POST /v1/rejected-events/{id}/replay`. */
export const replaySchema = z.object({ status: z.enum(['accepted', 'rejected']), reason: z.string().optional() })

/** `GET /v1/ledger/check`. */
export const ledgerCheckSchema = z.object({
  balanced: z.boolean(),
  total_debit: money,
  total_credit: money,
  unfunded: money,
  violations: z.array(z.string()),
})
