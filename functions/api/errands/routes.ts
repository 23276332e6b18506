/** Errands: codes, opening, reading and ending them, and what points are paid for (decision 0099). */

import { dayOf } from '../../../shared/calendar/index.ts'
import { handle } from '../../../shared/engine/handle.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { pidIn } from '../../../shared/registers/ids.ts'
import { mainRelationOn } from '../../../shared/registers/relation.ts'
import { loadSnapshot } from '../../../shared/table/files.ts'
import { errandOf, errandWrite, isOpenErrand, type WithActs } from '../../../shared/table/office/errands.ts'
import { pointOf } from '../../../shared/table/points.ts'
import { errandCodeNotice } from '../../../shared/tasks/told.ts'
import { personNamed } from '../../acts/by-certno.ts'
import { isBy } from '../../behalf/errands/by-errand.ts'
import { rehearsing } from '../../behalf/errands/rehearsal.ts'
import { audited, auditWrite, officerOf } from '../../calls/audit.ts'
import { isProblem, notFound } from '../../calls/problem.ts'
import { personUnknown } from '../../calls/problem-codes.ts'
import { type Route, route } from '../../calls/route.ts'
import { credentialProblems } from '../../credentials/check.ts'
import { makeCode } from './codes.ts'
import { type Helper, numberOf, openErrand } from './open.ts'
import { openingProblems } from './problems.ts'
import {
  codeAskedSchema,
  errandSchema,
  newCodeSchema,
  newErrandSchema,
  statementAsked,
  statementSchema,
} from './schema.ts'
import { statementOf } from './statement.ts'

const tag = '帮办'
const helpers = { agent: 'point', clerk: 'area' } as const

/** An errand as it is answered: with whole names, for the person stands beside who reads it. */
function errandView(errand: WithActs, now: ReturnType<Ports['clock']['now']>) {
  const { errand_id, psn_no, psn_name, matter, consent, valid_to, acts } = errand
  const status = isOpenErrand(errand, now) ? ('open' as const) : ('ended' as const)
  const shown = acts.map(({ act_id: _id, ...act }) => act)
  return { errand_id, psn_no, psn_name, matter, consent, valid_to, status, acts: shown }
}

export const errandRoutes: readonly Route[] = [
  route('POST /v1/errand-codes', {
    access: helpers,
    tag,
    summary: '给来办事的人发六位验证码，本人说出来就是同意；有没有这个人，回答都一样',
    body: newCodeSchema,
    answer: codeAskedSchema,
    status: 202,
    example: { certno: '999999199001010024', psn_name: '测试二' },
    async handler({ ports, rules, subject, body, attempt }) {
      const person = attempt.repeated ? undefined : await personNamed(ports, body.certno, body.psn_name)
      if (attempt.repeated) return { body: {} }
      const made = await makeCode(ports, numberOf(ports, body.certno), { by: subject.id, pid: person?.pid })
      if (isProblem(made)) return made
      const text = `验证码 ${made.code}，10 分钟内有效。说给帮您办事的人，就是同意他替您办；不是您要办的，不要告诉任何人。`
      const apply = () => ({ ok: { tell: [{ notice: errandCodeNotice, text }] } })
      // Of somebody whom nobody knows the same is done, over a table that keeps it to itself.
      const [where, pid] = person ? [ports, person.pid] : [rehearsing(ports), nobody]
      await handle(where, rules, pid, { apply, ...attempt.mark })
      return { body: {} }
    },
  }),

  route('POST /v1/errands', {
    access: helpers,
    tag,
    summary: '凭本人同意（医保码、验证码、纸质委托或证件）开一次委托，只管一件事',
    body: newErrandSchema,
    answer: errandSchema,
    status: 201,
    example: {
      matter: 'account',
      consent: { certno: '999999199001010024', psn_name: '测试二', paper_ref: '委托书1号' },
    },
    problems: { ...openingProblems, ...personUnknown, ...credentialProblems },
    async handler({ body, ...call }) {
      const opened = await openErrand(call, body)
      return isProblem(opened) ? opened : { body: errandView(opened, call.ports.clock.now()) }
    },
  }),

  route('GET /v1/errands/{errand_id}', {
    access: helpers,
    tag,
    summary: '一次委托和办过的每一步',
    answer: errandSchema,
    async handler({ ports, subject, params: { errand_id } }) {
      const errand = await errandOf(ports.table, ports.keys, errand_id)
      if (!errand || !(await maySee(ports, subject, errand))) return notFound()
      await audited(ports, subject, 'errand.read', errand_id)
      return { body: errandView(errand, ports.clock.now()) }
    },
  }),

  route('DELETE /v1/errands/{errand_id}', {
    access: helpers,
    tag,
    summary: '结束一次委托，马上生效；办过的不变',
    answer: errandSchema,
    async handler({ ports, subject, params: { errand_id } }) {
      const { table, keys, clock } = ports
      const errand = await errandOf(table, keys, errand_id)
      if (!errand || !isBy(errand, subject)) return notFound()
      const now = clock.now()
      const ended = isOpenErrand(errand, now) ? { ...errand, ended_at: now } : errand
      if (ended !== errand) {
        const line = auditWrite(ports, { ...officerOf(subject), what: 'errand.end', about: errand_id })
        await table.transact([errandWrite(keys, ended), line])
      }
      return { body: errandView(ended, now) }
    },
  }),

  route('GET /v1/points/{point_no}/statement', {
    access: { agent: 'point', supervisor: 'area' },
    tag,
    summary: '帮办点一个月办了多少、退回多少、上门多少，该付多少',
    query: statementAsked,
    answer: statementSchema,
    async handler({ ports, subject, params: { point_no }, query }) {
      const point = await pointOf(ports.table, point_no)
      const isOwn = subject.role === 'agent' ? subject.point_no === point_no : subject.area === point?.admdvs
      return point && isOwn ? { body: await statementOf(ports, point, query.month) } : notFound()
    },
  }),
]

/** Whose file takes what is said to nobody: in a rehearsal alone. */
const nobody = 'aaaaaaaaaaaaaaaaaaaa' as NonNullable<ReturnType<typeof pidIn>>

/** Who opened it; of an agent's also the clerks of the point's area, and of the insured place, who check. */
async function maySee(ports: Ports, subject: Helper, errand: WithActs): Promise<boolean> {
  if (isBy(errand, subject)) return true
  if (subject.role === 'agent' || errand.opener.role !== 'agent') return false
  if (subject.area === errand.opener.area) return true
  const pid = pidIn(errand.errand_id)
  const file = pid && (await loadSnapshot(ports, pid))
  return file !== undefined && mainRelationOn(file, dayOf(ports.clock.now()))?.relation.insu_admdvs === subject.area
}
