/** The kinds of tasks that belong to no bundle: who a person is, and what is undone by hand. */
import { flag, psnNo } from '../../events/fields.ts'
import type { Schemas } from '../schemas.ts'
import { checkErrand } from './errand.ts'
import { shown, taskKind } from './kind.ts'

const person = (z: Schemas) => z.object({ psn_no: z.string(), brdy: shown.day(z), gend: z.string() })

/** What no rule undoes by itself: money that was used or paid, for clerks of the area in charge. */
export const reverseByHand = taskKind({
  kind: 'reverse-by-hand',
  title: '系统不能自动退回的，人工核对处理',
  after: { approve: '已经人工处理，待办关闭', reject: '已经人工处理，待办关闭' },
  facts: (z) => ({
    text: z.string().optional(),
    amt: shown.money(z).optional(),
    amt_psn: shown.money(z).optional(),
    amt_emp: shown.money(z).optional(),
    month: z.string().optional(),
    setl_id: z.string().optional(),
    credit_no: z.string().optional(),
    insu_admdvs: shown.area(z).optional(),
    from_admdvs: shown.area(z).optional(),
    to_admdvs: shown.area(z).optional(),
    case_id: z.string().optional(),
    bundle: z.string().optional(),
    reason: z.string().optional(),
    psn_no: z.string().optional(),
    orders: z.array(z.object({ pay_no: z.string(), amt: shown.money(z) })).optional(),
  }),
})

/** Birth date or sex contradict the identity number. */
export const identityDiffers = taskKind({
  kind: 'identity-differs',
  title: '出生日期或性别和身份证号码对不上',
  after: { approve: '记下已经知道，登记不变', reject: '记下已经知道，登记不变' },
  facts: (z) => ({
    psn_no: z.string(),
    brdy: shown.day(z),
    gend: z.string(),
    certno_brdy: shown.day(z),
    certno_gend: z.string(),
  }),
})

/** Two persons under one identity number, or one under two. */
export const identityTaken = taskKind({
  kind: 'identity-taken',
  title: '一个证件号码登记在两个人名下',
  after: { approve: '证件号码归选定的人；写明是同一人的，并到一起', reject: '登记保持原样' },
  facts: (z) => ({
    psn_no: z.string(),
    certno: z.string().optional(),
    persons: z.array(person(z)),
    text: z.string().optional(),
  }),
  approval: () => ({ psn_no: psnNo, merge: flag('两个编号是同一人，另一个并到 psn_no').optional() }),
  fault({ persons }, { psn_no: chosen }) {
    const numbers = persons.map(({ psn_no }) => psn_no)
    if (numbers.some((psn_no) => psn_no === chosen)) return undefined
    return { field: 'psn_no', detail: `请写明号码归谁：${numbers.join('、')}` }
  },
})

const stand = (z: Schemas) =>
  z.object({
    status: z.string(),
    at: z.string(),
    outcome: z.record(z.string(), z.unknown()).optional(),
    missing: z.array(z.string()).optional(),
  })

/** A parameter was corrected, and a decided case would have come out differently; noted, nothing more. */
export const ruleCorrected = taskKind({
  kind: 'rule-corrected',
  title: '政策参数更正后，已办结的结果会不一样',
  after: { approve: '记下已经知道，结果不自动改变', reject: '记下已经知道，结果不自动改变' },
  facts: (z) => ({
    name: z.string(),
    admdvs: shown.area(z),
    from: shown.day(z).optional(),
    source: z.string(),
    before: stand(z),
    after: stand(z),
    text: z.string(),
  }),
})

/** A supervisor looks again at what a clerk approved or an agent did; noted and counted, nothing is undone. */
export const spotCheck = taskKind({
  kind: 'spot-check',
  title: '抽查：看办得对不对',
  after: { approve: '办得对，待办关闭', reject: '办得不对：计入统计，不自动改动' },
  facts: (z) => ({
    id: z.string(),
    what: z.string(),
    at: shown.time(z),
    by: z.string(),
    facts: z.record(z.string(), z.unknown()).optional(),
  }),
})

/** All of them. */
export const registerTaskKinds = [
  reverseByHand,
  ruleCorrected,
  identityDiffers,
  identityTaken,
  spotCheck,
  checkErrand,
] as const
