/** Errands as calls take and answer them (contract-people.md, ERRAND). */
import * as z from 'zod'
import { certno, month, psnName, words } from '../../../events/fields.ts'
import { codeOf, openCode } from '../../../shared/codes/coded.ts'
import { actStatus, consents } from '../../../shared/table/office/errands.ts'
import { matterNames } from '../../bundles/matters.ts'
import { called } from '../../calls/called.ts'
import { money, time } from '../../calls/fields.ts'
import { matter } from '../points/schema.ts'

/** Whose consent is asked for by a code. */
export const newCodeSchema = called('NewErrandCode', z.object({ certno, psn_name: psnName }))
/** Nothing: known or not, the answer is the same. */
export const codeAskedSchema = called('ErrandCodeAsked', z.object({}))

const consentSchema = z
  .object({
    qr: z.string('qr 应为医保码').max(2000, 'qr 应为医保码').optional(),
    certno: certno.optional(),
    code: z
      .string('验证码应为六位数字')
      .regex(/^\d{6}$/, '验证码应为六位数字')
      .optional(),
    psn_name: psnName.optional(),
    paper_ref: words('委托书或证件的编号', 100).optional(),
  })
  .transform((given, context) => {
    const { qr, certno: no, code, psn_name, paper_ref } = given
    const count = Object.values(given).filter((value) => value !== undefined).length
    if (qr !== undefined && count === 1) return { by: 'qr' as const, qr }
    if (no !== undefined && code !== undefined && count === 2) return { by: 'code' as const, certno: no, code }
    if (no !== undefined && psn_name !== undefined && paper_ref !== undefined && count === 3) {
      return { by: 'paper' as const, certno: no, psn_name, paper_ref }
    }
    const message = '写 qr；或者 certno 和 code；或者 certno、psn_name 和 paper_ref'
    context.issues.push({ code: 'custom', message, input: given })
    return z.NEVER
  })
/** A consent as it was given. */
export type ConsentGiven = z.output<typeof consentSchema>

/** What is to be done for whom. */
export const newErrandSchema = called('NewErrand', z.object({ matter, consent: consentSchema }))

/** ERRAND. */
export const errandSchema = called(
  'Errand',
  z.object({
    errand_id: z.string(),
    psn_no: z.string(),
    psn_name: z.string(),
    matter,
    consent: codeOf(consents),
    valid_to: time,
    status: codeOf({ open: '待处理', ended: '已结束' }),
    acts: z.array(
      z.object({
        at: time,
        call: z.string(),
        status: codeOf(actStatus, 'act_status'),
        task_id: z.string().optional(),
      }),
    ),
  }),
)

/** What is asked of a statement. */
export const statementAsked = z.object({ month: month('月份') })

/** `GET /v1/points/{point_no}/statement`. */
export const statementSchema = called(
  'Statement',
  z.object({
    errands: z.int(),
    matters: z.array(
      z.object({ matter: openCode(matterNames, 'matter'), acts: z.int(), returned: z.int(), fee: money }),
    ),
    home_visits: z.int(),
    fee_total: money,
  }),
)
