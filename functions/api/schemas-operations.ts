/** What the API answers operators, as schemas. */
import * as z from 'zod'
import { day, flag, oneOf } from '../../events/fields.ts'
import { heardReasons } from '../../events/heard.ts'
import { reasonNames } from '../../events/reasons.ts'
import { switchStates } from '../../shared/chain/switches/switches.ts'
import { codeOf, named, openCode } from '../../shared/codes/coded.ts'
import { standings } from '../../shared/codes/index.ts'
import { holdNames } from '../../shared/engine/holds.ts'
import { bundleNames, parameterNames, parameterWords } from '../bundles/all.ts'
import { heard } from '../bundles/catalogue.ts'
import { called } from '../calls/called.ts'
import { code6, date, money, time } from '../calls/fields.ts'
import { statusOf } from './schemas.ts'

/** Why an event is not taken, or waits. */
export const whyNot = { ...reasonNames, ...heardReasons(heard) }

/** Settings of a pooling area. */
export const settingsSchema = called(
  'Settings',
  z.object({
    accepts_account_transfer: z.boolean(),
    bundles: z.record(z.string(), z.object({ state: codeOf(switchStates), from: date.optional() })).meta({
      description: '每项业务在这里未启用、试运行还是正式运行；正式运行的，从哪天起发生的事由本系统办',
    }),
  }),
)

const newSwitch = z.strictObject({ state: oneOf('启用状态', switchStates), from: day('启用日期').exactOptional() })

/** By bundle; a name that is none is never said back. */
const newSwitches = z.strictObject(Object.fromEntries(bundleNames.map((name) => [name, newSwitch.exactOptional()])), {
  error: (issue) => (issue.code === 'unrecognized_keys' ? '没有这项业务' : undefined),
})

/** `PUT /v1/regions/{admdvs}/settings`. */
export const newSettingsSchema = called(
  'NewSettings',
  z
    .strictObject(
      {
        accepts_account_transfer: flag('是否接收转入的个人账户').exactOptional(),
        bundles: newSwitches.exactOptional(),
      },
      { error: (issue) => (issue.code === 'unrecognized_keys' ? '没有这项设置' : undefined) },
    )
    .refine((given) => Object.keys(given).length > 0, '至少填写一项要改的设置'),
)

/** The fields of a row of a parameter. */
export const policyFields = {
  name: openCode(parameterNames),
  admdvs: code6,
  from: date.optional(),
  value: named(z.unknown(), parameterWords),
  source: z.string(),
}

/** A dated parameter. */
export const policySchema = called(
  'Policy',
  z.object({
    ...policyFields,
    standing: codeOf(standings),
    set_at: time.optional().meta({ description: '设定的时间；在此之前没有值，之前报来的事可以不受它影响' }),
  }),
)

/** `GET /v1/policies`. */
export const policiesSchema = called('Policies', z.object({ policies: z.array(policySchema) }))

/** `GET /v1/holds`. */
export const holdsSchema = called(
  'Holds',
  z.object({
    holds: z.array(
      z.object({
        what: named(z.string().meta({ description: '暂停的是什么：payments、funds、notices 或队列名' }), holdNames),
        reason: z.string(),
        since: time,
        by: z.string(),
        waiting: z
          .object({ count: z.int(), amt: money.optional().meta({ description: '其中付款和清算划款合计（元）' }) })
          .meta({ description: '暂停着没发的有多少' }),
      }),
    ),
  }),
)

/** A clearing. */
export const clearingSchema = called(
  'Clearing',
  z.object({
    clearing_id: z.string(),
    date,
    province: z.string(),
    status: statusOf('open', 'settled'),
    gross: z.array(z.object({ from_admdvs: code6, to_admdvs: code6, amt: money, count: z.int() })),
    positions: z.array(z.object({ admdvs: code6, net: money })),
    orders: z.array(
      z.object({
        order_no: z.string(),
        from_admdvs: code6,
        to_admdvs: code6,
        amt: money,
        status: statusOf('ordered', 'settled', 'differs'),
      }),
    ),
  }),
)

/** `GET /v1/rejected-events`. */
export const rejectedSchema = called(
  'RejectedEvents',
  z.object({
    events: z.array(
      z.object({
        id: z.string(),
        received_at: time,
        type: z.string().optional(),
        source: z.string().optional(),
        reason: openCode(whyNot),
        errors: z.array(z.object({ field: z.string(), message: z.string() })),
        body: z.unknown(),
      }),
    ),
    cursor: z.string().optional(),
  }),
)

/** `POST /v1/rejected-events/{id}/replay`. */
export const replaySchema = called(
  'Replay',
  z.object({
    status: statusOf('accepted', 'rejected'),
    reason: openCode(whyNot).optional(),
  }),
)

/** `POST /v1/events`. */
export const takenSchema = called(
  'EventsTaken',
  z.object({
    results: z.array(
      z.object({
        id: z.string().optional(),
        status: statusOf('accepted', 'rejected'),
        reason: openCode(whyNot).optional(),
        errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
      }),
    ),
  }),
)

/** `GET /v1/events/{id}`. */
export const eventStatusSchema = called(
  'EventStatus',
  z.object({
    source: z.string(),
    id: z.string(),
    type: z.string().optional(),
    status: statusOf('accepted', 'waiting', 'rejected'),
    reason: openCode(whyNot).optional(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    at: time.optional().meta({ description: '收下、开始等待或没有收下的时间；早先收下的可能没有' }),
  }),
)

const anyField = (description: string) => z.unknown().optional().meta({ description })

/** `POST /v1/national/{infno}`: a part of the envelope, none of it checked here; what is wrong the answer says. */
export const nationalMessageSchema = z.looseObject({
  infno: anyField('交易编号；平台的应答里没有，以地址里的为准'),
  msgid: anyField('发送方报文ID；应答没有带的，用 inf_refmsgid'),
  inf_time: anyField('交易时间，yyyy-MM-dd HH:mm:ss；应答用 refmsg_time'),
  mdtrtarea_admvs: anyField('就医地医保区划'),
  insuplc_admdvs: anyField('参保地医保区划'),
  fixmedins_code: anyField('定点医药机构编号'),
  input: anyField('交易输入'),
  inf_refmsgid: anyField('接收方报文ID'),
  refmsg_time: anyField('接收报文时间，yyyyMMddHHmmssSSS'),
  output: anyField('交易输出'),
})

/** `POST /v1/national/{infno}`. */
export const nationalAnswerSchema = called(
  'NationalAnswer',
  z.object({
    infcode: z.union([z.literal(0), z.literal(-1)]).meta({ description: '交易状态码：0 收下，-1 没有收下' }),
    inf_refmsgid: z.string().meta({ description: '接收方报文ID：医保区划(6)+时间(14)+流水号(10)，同一报文的应答相同' }),
    refmsg_time: z.string().meta({ description: '接收报文时间，yyyyMMddHHmmssSSS' }),
    respond_time: z.string().meta({ description: '响应报文时间，yyyyMMddHHmmssSSS' }),
    err_msg: z.string().meta({ description: '没有收下的原因，写明字段；收下的为空' }),
    output: z
      .object({
        data: z.object({ mdtrt_id: z.string(), psn_no: z.string(), ipt_otp_no: z.string() }).optional(),
        result: z.object({ mdtrt_id: z.string().optional(), trt_dcla_detl_sn: z.string().optional() }).optional(),
      })
      .meta({ description: '交易输出：2201 为 data，2401、2501 为 result，其余没有' }),
  }),
)

/** `GET /v1/ledger/check`. */
export const ledgerCheckSchema = called(
  'LedgerCheck',
  z.object({
    balanced: z.boolean(),
    total_debit: money,
    total_credit: money,
    unfunded: money,
    violations: z.array(z.string()),
    as_of: time,
  }),
)
