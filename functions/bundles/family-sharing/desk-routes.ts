/**
 * What an institution's desk takes from accounts (RULES.md 3): one file after the other, each in a commit of its own (decision
 * 0108). A call that dies half-way has taken what stands in the files; made again it goes on, and gives the same answer.
 */
import * as z from 'zod'
import {
  certno,
  certnoFits,
  certType,
  fixmedinsCode,
  flag,
  number,
  positiveAmount,
  psnNo,
} from '../../../events/fields.ts'
import type { Rules } from '../../../shared/chain/settle.ts'
import { type Handled, handle } from '../../../shared/engine/handle.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { numberHashOf, pidOf } from '../../../shared/identity/index.ts'
import { type Fen, fen, formatYuan, yuan } from '../../../shared/money/index.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import type { DeskPayment, DeskTaken } from '../../../shared/registers/rows.ts'
import { loadSnapshot } from '../../../shared/table/files.ts'
import { numberKey } from '../../../shared/table/keys.ts'
import type { SubjectOf } from '../../calls/access.ts'
import { type AuditWhat, audited } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { code6, money } from '../../calls/fields.ts'
import { missesOf } from '../../calls/misses.ts'
import { notFound, type Problem, problem, problemBy } from '../../calls/problem.ts'
import { personUnknown } from '../../calls/problem-codes.ts'
import { type Answer, type Route, route } from '../../calls/route.ts'
import { deskProblems } from './problems.ts'
import {
  asksOf,
  beginAtDesk,
  chargeHolder,
  closeAtDesk,
  type DeskAsked,
  giveBackHolder,
  giveBackOwn,
  mostOf,
  takenBy,
} from './rules/desk.ts'

const tag = '家庭共济'

const desk = {
  setl_id: number('结算编号'),
  fixmedins_code: fixmedinsCode,
  psn_no: psnNo.exactOptional(),
  psn_cert_type: certType.exactOptional(),
  certno: certno.exactOptional(),
  amt: positiveAmount('个人应付金额'),
  own_only: flag('只用本人的账户').optional(),
}

const newDeskPayment = called(
  'NewAccountPayment',
  z
    .object(desk)
    .refine(({ psn_no, certno }) => psn_no !== undefined || certno !== undefined, {
      path: ['psn_no'],
      error: '人员编号、证件号码至少应有一个',
    })
    .check(certnoFits),
)

const deskPaymentSchema = called(
  'AccountPayment',
  z.object({
    setl_id: z.string(),
    amt: money,
    taken: z.array(z.object({ share_id: z.string().optional(), insu_admdvs: code6, amt: money })),
    rest: money.meta({ description: '还要本人付多少' }),
  }),
)

export const deskRoutes: readonly Route[] = [
  route('POST /v1/account-payments', {
    access: { institution: 'visits' },
    tag,
    summary: '医药机构收费：先用本人的个人账户，再用家人共济的；同一结算编号重发，回答一样，不多扣',
    en: 'A desk takes what a person bears from their own accounts and from those shared with them; sent again it is the same',
    body: newDeskPayment,
    answer: deskPaymentSchema,
    problems: { ...personUnknown, ...deskProblems },
    example: {
      setl_id: 'S2026031000001',
      fixmedins_code: 'H13010200001',
      psn_no: '13000000000000100001',
      amt: '120.00',
    },
    async handler({ ports, rules, subject, body }) {
      if (body.fixmedins_code !== subject.fixmedins_code) return notFound()
      const pid = await atDesk(ports, subject, 'account.pay', body)
      if (typeof pid === 'object') return pid
      const { setl_id, fixmedins_code, own_only = false } = body
      return answered(await payAtDesk(ports, rules, pid, { setl_id, fixmedins_code, amt: yuan(body.amt), own_only }))
    },
  }),

  route('DELETE /v1/account-payments/{setl_id}', {
    access: { institution: 'visits' },
    tag,
    summary: '退回一次收费：钱回到原来的账户；再退一次回答一样',
    en: 'Give a payment back to the accounts it came from; sent again it is the same',
    query: z.object({ psn_no: psnNo }),
    answer: deskPaymentSchema,
    problems: personUnknown,
    async handler({ ports, rules, subject, params: { setl_id }, query }) {
      const pid = await atDesk(ports, subject, 'account.give-back', { setl_id, psn_no: query.psn_no })
      if (typeof pid === 'object') return pid
      const { fixmedins_code } = subject
      return answered(await giveBackAtDesk(ports, rules, pid, { setl_id, fixmedins_code }))
    },
  }),
]

/** Who stands at the desk. Every question is in the trail; an institution that asks about nobody too often has to wait. */
async function atDesk(
  ports: Ports,
  institution: SubjectOf<'institution'>,
  what: AuditWhat,
  asked: {
    setl_id: string
    psn_no?: string | undefined
    certno?: string | undefined
    psn_cert_type?: string | undefined
  },
): Promise<Pid | Problem> {
  const { keys, table, clock } = ports
  const misses = missesOf(table, clock)
  const refused = await misses.refusal('account-payments', institution.fixmedins_code)
  if (refused) return refused
  const shown =
    asked.psn_no === undefined ? numberHashOf(keys, asked.certno ?? '', asked.psn_cert_type) : pidOf(keys, asked.psn_no)
  await audited(ports, institution, what, shown, asked.setl_id)
  const pid =
    asked.psn_no === undefined
      ? ((await table.get(numberKey(shown as ReturnType<typeof numberHashOf>)))?.d as Pid | undefined)
      : (shown as Pid)
  if (pid !== undefined && (await loadSnapshot(ports, pid)).person) return pid
  return (
    (await misses.miss('account-payments', institution.fixmedins_code)) ??
    problemBy(personUnknown, 'person-unknown', '没有查到此人的医保信息，请核对人员编号或证件号码。')
  )
}

function answered(outcome: DeskAnswer | DeskRefusal): Answer | Problem {
  if ('code' in outcome)
    return outcome.status === 404 ? notFound() : problem(outcome.status, outcome.code, outcome.detail)
  const { setl_id, amt, taken, rest } = outcome
  const body = {
    setl_id,
    amt: formatYuan(amt),
    taken: taken.map((one) => ({ ...one, amt: formatYuan(one.amt) })),
    rest: formatYuan(rest),
  }
  return { body, passing: true }
}

/** What was taken for a settlement, and what is left for the person to pay, in fen. */
export interface DeskAnswer {
  setl_id: string
  amt: Fen
  taken: readonly DeskTaken[]
  rest: Fen
}

/** Why there is no answer. */
export type DeskRefusal = Extract<Handled, { result: 'refused' }>

const sumOf = (taken: readonly DeskTaken[]): number => taken.reduce((sum, { amt }) => sum + amt, 0)

const answerOf = ({ setl_id, amt, taken = [], back }: DeskPayment): DeskAnswer => {
  const left = back === undefined ? taken : []
  return { setl_id, amt, taken: left, rest: fen(Math.max(0, amt - sumOf(left))) }
}

/** Pays for the person of the file `pid` as far as their accounts and those shared with them go. */
export async function payAtDesk(
  ports: Ports,
  rules: Rules,
  pid: Pid,
  asked: DeskAsked,
): Promise<DeskAnswer | DeskRefusal> {
  const begun = await handle(ports, rules, pid, { apply: beginAtDesk(asked) })
  if (begun.result !== 'done') return refusedIn(begun)
  const row = begun.file.one('desk', asked.setl_id) as DeskPayment
  if (row.taken) return answerOf(row)
  const taken = [...row.own]
  for (const [nth, ask] of asksOf(row, begun.file.pid).entries()) {
    const apply = chargeHolder(ask, mostOf(row, nth, taken))
    const charged = await handle(ports, rules, ask.holder, { apply })
    if (charged.result === 'done') taken.push(...takenBy(charged.file, ask))
  }
  const closed = await handle(ports, rules, pid, { apply: closeAtDesk(row.setl_id, taken) })
  if (closed.result !== 'done') return refusedIn(closed)
  // Given back while it was being taken: whoever waits for the money hears that there is none.
  return answerOf(closed.file.one('desk', row.setl_id) as DeskPayment)
}

/** Gives back all that was taken for a settlement at the desk, to where it came from. */
export async function giveBackAtDesk(
  ports: Ports,
  rules: Rules,
  pid: Pid,
  { setl_id, fixmedins_code }: Pick<DeskAsked, 'setl_id' | 'fixmedins_code'>,
): Promise<DeskAnswer | DeskRefusal> {
  const begun = await handle(ports, rules, pid, { apply: giveBackOwn(setl_id, fixmedins_code) })
  if (begun.result !== 'done') return refusedIn(begun)
  const row = begun.file.one('desk', setl_id) as DeskPayment
  for (const ask of asksOf(row, begun.file.pid)) {
    await handle(ports, rules, ask.holder, { apply: giveBackHolder(ask) })
  }
  return { setl_id, amt: row.amt, taken: [], rest: row.amt }
}

function refusedIn(handled: Exclude<Handled, { result: 'done' }>): DeskRefusal {
  if (handled.result === 'refused') return handled
  throw new Error(`desk payment: ${handled.result}`)
}
