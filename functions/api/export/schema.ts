/** `GET /v1/me/export`, as a schema: everything that is held on a person, register by register. */
import * as z from 'zod'
import { reasonNames } from '../../../events/reasons.ts'
import { codeOf, openCode } from '../../../shared/codes/coded.ts'
import {
  deliveryOutcomeName,
  genderName,
  medTypeNames,
  paidTo,
  psnCertTypeName,
  relationName,
} from '../../../shared/codes/index.ts'
import { helperRelationNames, mandateScopeNames, mandateSideNames } from '../../../shared/registers/rows/mandates.ts'
import { shareRelationNames, shareSideNames } from '../../../shared/registers/rows/money.ts'
import { bundleTitles, noticeNames, taskNames } from '../../bundles/all.ts'
import { decisionNames, ratesNames } from '../../bundles/filing/rules/decision.ts'
import { basisNames } from '../../bundles/filing/rules/twelve.ts'
import { kindName } from '../../bundles/filing/texts.ts'
import { manifests } from '../../bundles/index.ts'
import { called } from '../../calls/called.ts'
import { code6, date, money, time } from '../../calls/fields.ts'
import {
  caseSummarySchema,
  decidedBy,
  entitlementFields,
  entryFields,
  insutype,
  relationSchema,
  statusOf,
  stepNames,
} from '../schemas.ts'

const month = z.string().regex(/^\d{6}$/)
const text = z.string()

/** Who somebody else is in what is held on this person: never more than tells two people apart. */
const otherFields = { psn_name: text.optional(), certno: text.optional() }

const guardian = z.object({ relation: codeOf(relationName).optional(), ...otherFields })

const person = z.object({
  psn_no: text,
  psn_name: text,
  psn_cert_type: openCode(psnCertTypeName).optional(),
  certno: text.optional(),
  gend: openCode(genderName),
  brdy: date,
  tel: text.optional(),
  bank_acct: z.object({ bank_code: text, acct_no: text, acct_name: text }).optional(),
  dead_date: date.optional(),
})

const visit = z.object({
  mdtrt_id: text,
  fixmedins_code: text,
  mdtrtarea_admvs: code6,
  med_type: openCode(medTypeNames),
  begntime: time,
  decision: openCode(decisionNames).optional(),
  basis: openCode(basisNames).optional(),
  rates: openCode(ratesNames).optional(),
  setl_id: text.optional(),
  endtime: time.optional(),
  medfee_sumamt: money.optional(),
  fund_pay_sumamt: money.optional(),
  cancelled_at: time.optional(),
})

/** An event as it was reported; of others named in it no more than tells them apart. */
const report = { type: text, data: z.record(z.string(), z.unknown()) }

/** What the registers hold, each in the words of its events. */
const heldSchema = called(
  'Held',
  z.object({
    person,
    former_numbers: z.array(text).meta({ description: '合并到现在这个人员编号的编号' }),
    relations: z.array(relationSchema),
    periods: z.array(z.object({ insu_admdvs: code6, insutype, from: date, to: date.optional() })),
    contributions: z.array(
      z.object({
        insu_admdvs: code6,
        insutype,
        accrym_begn: month,
        accrym_end: month,
        base: money,
        amt_psn: money,
        amt_emp: money,
        emp_no: text.optional(),
      }),
    ),
    accounts: z.array(z.object({ insu_admdvs: code6, balance: money, funded: money })),
    entitlements: z.array(z.object(entitlementFields)),
    mandates: z
      .array(
        z.object({
          mandate_id: text,
          as: codeOf(mandateSideNames),
          relation: codeOf(helperRelationNames),
          scopes: z.array(codeOf(mandateScopeNames)),
          asked_at: time,
          accepted_at: time.optional(),
          ended_at: time.optional(),
        }),
      )
      .meta({ description: '家人帮办的授权，不写对方是谁' }),
    shares: z
      .array(
        z.object({
          share_id: text,
          as: codeOf(shareSideNames),
          relation: codeOf(shareRelationNames),
          from: date,
          to: date.optional(),
          limit: money.optional(),
        }),
      )
      .meta({ description: '个人账户家庭共济，不写对方是谁' }),
    dependants: z.array(text).meta({ description: '由本人办理医保事项的家人的人员编号' }),
    births: z.array(
      z.object({
        birth_cert_no: text,
        brdy: date,
        gend: openCode(genderName),
        psn_name: text,
        fixmedins_code: text,
        insu_admdvs: code6.optional(),
        guardians: z.array(guardian),
      }),
    ),
    guardian_changes: z.array(z.object({ from: date, guardians: z.array(guardian) })),
    deliveries: z.array(
      z.object({
        setl_id: text,
        fixmedins_code: text,
        insu_admdvs: code6,
        dscg_date: date,
        outcome: codeOf(deliveryOutcomeName),
        dystocia: z.boolean(),
        fetus_count: z.int(),
        child_order: z.int(),
        gestation_weeks: z.int(),
        alive_count: z.int().optional(),
        birth_cert_nos: z.array(text),
        revoked_at: time.optional(),
      }),
    ),
    pensions: z.array(
      z.object({ retr_date: date, pension_admdvs: code6, deemed_months: z.int(), emp_no: text.optional() }),
    ),
    residences: z.array(z.object({ community: text, from: date, to: date.optional() })),
    screenings: z.array(z.object({ admdvs: code6, community: text, on: date })),
    exemptions: z.array(z.object({ answer: text, from: date, to: date })),
    filings: z.array(
      z.object({
        filing_id: text,
        kind: codeOf(kindName),
        to_admdvs: code6,
        from: date,
        to: date.optional(),
        made_at: time,
        ended_at: time.optional(),
      }),
    ),
    visits: z.array(visit),
    spendings: z.array(z.object({ insu_admdvs: code6, setl_id: text, amt: money, at: time })),
    credits: z.array(z.object({ insu_admdvs: code6, credit_no: text, amt: money, at: time })),
    desk_payments: z
      .array(z.object({ setl_id: text, fixmedins_code: text, on: date, amt: money, taken_back_at: time.optional() }))
      .meta({ description: '在医药机构由个人账户和家人共济付的' }),
    bills: z.array(
      z.object({
        bill_no: text,
        case_id: text,
        insutype,
        insu_admdvs: code6,
        year: z.int().optional(),
        months: z.int().optional(),
        amt: money,
        assessed_on: date,
        due_date: date,
      }),
    ),
    premiums: z.array(z.object({ bill_no: text.optional(), year: z.int().optional(), amt: money, paid_at: time })),
    payments: z.array(
      z.object({
        pay_no: text,
        case_id: text,
        payer_admdvs: code6,
        amt: money,
        payee_kind: codeOf(paidTo),
        ordered_at: time,
        settled_at: time.optional(),
        returned_at: time.optional(),
      }),
    ),
    cases: z.array(caseSummarySchema),
    tasks: z
      .array(
        z.object({
          task_id: text,
          case_id: text.optional(),
          task: openCode(taskNames, 'task'),
          admdvs: code6,
          opened_at: time,
          status: statusOf('open', 'approved', 'rejected', 'closed'),
          decided_at: time.optional(),
          decision_reason: text.optional(),
        }),
      )
      .meta({ description: '经办人员、单位为这个人的办件处理过的待办' }),
    preferences: z
      .array(z.object({ packs: z.boolean(), elder: z.boolean(), copy_to_helper: z.boolean() }))
      .meta({ description: '自己选定的通知和页面方式；没有选过的不列' }),
    packs: z
      .array(z.object({ pack_id: text, sent_at: time.optional() }))
      .meta({ description: '近来要发、发过的政策消息' }),
    reports: z.array(z.object({ ...report, time })).meta({ description: '其他部门报来的事实' }),
    waiting: z
      .array(z.object({ ...report, received_at: time, reason: openCode(reasonNames) }))
      .meta({ description: '已收到、还在等其他信息的事件' }),
  }),
)

const steps = Object.assign({}, ...manifests.map(({ chain }) => stepNames(chain)))

/** `GET /v1/me/export`. */
export const exportSchema = called(
  'Export',
  z.object({
    psn_no: text,
    made_at: time,
    held: heldSchema.optional().meta({ description: '登记事项，只在第一页' }),
    said: z
      .array(
        z.object({
          at: time,
          case_id: text,
          bundle: openCode(bundleTitles).optional(),
          step: openCode(steps, 'step').optional(),
          text,
          actor: decidedBy,
          template: openCode(noticeNames).optional().meta({ description: '有这一项的，是发给本人的消息' }),
        }),
      )
      .meta({ description: '办理经过和消息，早的在前' }),
    entries: z.array(z.object({ insu_admdvs: code6, ...entryFields })).meta({ description: '个人账户的每一笔' }),
    correction: text.meta({ description: '信息不对找谁改' }),
    not_here: z.array(text).meta({ description: '不在这份里的，在哪里看' }),
    cursor: text.optional(),
  }),
)
/** What is held, as it is answered. */
export type Held = z.input<typeof heldSchema>
