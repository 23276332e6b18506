/** The kinds of tasks that belong to no bundle: who a person is, and what is undone by hand. */
import * as z from 'zod'
import { flag, psnNo } from '../../events/fields.ts'
import { fact, taskKind } from './kind.ts'

const person = z.object({ psn_no: z.string(), brdy: fact.day, gend: z.string() })

/** What no rule undoes by itself: money that was used or paid, for clerks of the area in charge. */
export const reverseByHand = taskKind({
  kind: 'reverse-by-hand',
  title: '系统不能自动退回的，人工核对处理',
  facts: {
    text: fact.text.optional(),
    amt: fact.money.optional(),
    amt_psn: fact.money.optional(),
    amt_emp: fact.money.optional(),
    month: z.string().optional(),
    setl_id: z.string().optional(),
    from_admdvs: fact.area.optional(),
    to_admdvs: fact.area.optional(),
    case_id: z.string().optional(),
    bundle: z.string().optional(),
    reason: z.string().optional(),
    psn_no: z.string().optional(),
    orders: z.array(z.object({ pay_no: z.string(), amt: fact.money })).optional(),
  },
})

/** Birth date or sex contradict the identity number. */
export const identityDiffers = taskKind({
  kind: 'identity-differs',
  title: '出生日期或性别和身份证号码对不上',
  facts: {
    psn_no: z.string(),
    brdy: fact.day,
    gend: z.string(),
    certno_brdy: fact.day,
    certno_gend: z.string(),
  },
})

/** Two persons under one identity number, or one under two. */
export const identityTaken = taskKind({
  kind: 'identity-taken',
  title: '一个证件号码登记在两个人名下',
  facts: { psn_no: z.string(), certno: z.string().optional(), persons: z.array(person), text: fact.text.optional() },
  approval: { psn_no: psnNo, merge: flag('两个编号是同一人，另一个并到 psn_no').optional() },
  fault({ persons }, { psn_no: chosen }) {
    const numbers = persons.map(({ psn_no }) => psn_no)
    if (numbers.some((psn_no) => psn_no === chosen)) return undefined
    return { field: 'psn_no', detail: `请写明号码归谁：${numbers.join('、')}` }
  },
})

/** All of them. */
export const registerTaskKinds = [reverseByHand, identityDiffers, identityTaken] as const
