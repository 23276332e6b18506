/** Mandates between members of a family: asked for by either, accepted by the other, ended by both (behalf/RULES.md). */
import * as z from 'zod'
import { day, oneOf, words } from '../../../events/fields.ts'
import { dayOf } from '../../../shared/calendar/index.ts'
import { type Handled, handle } from '../../../shared/engine/handle.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import type { Apply } from '../../../shared/registers/applying.ts'
import {
  acceptMandate,
  askForMandate,
  endMandate,
  lastAsked,
  otherSideOf,
} from '../../../shared/registers/family/mandates.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import {
  helperRelationNames,
  type MandateScope,
  mandateScopeNames,
  mandateSideNames,
} from '../../../shared/registers/rows/mandates.ts'
import { loadSnapshot } from '../../../shared/table/files.ts'
import { personNamed } from '../../acts/by-certno.ts'
import { called } from '../../calls/called.ts'
import { errandOn } from '../../calls/errands.ts'
import { missesOf } from '../../calls/misses.ts'
import { badRequest, notFound, type Problem, problem, problemBy } from '../../calls/problem.ts'
import { type Problems, personUnknown } from '../../calls/problem-codes.ts'
import { type Answer, type Api, type Attempt, type Route, route } from '../../calls/route.ts'
import { mandateSchema, mandatesSchema, mandateView } from './view.ts'

const tag = '家人帮办'

const mandateProblems = {
  already: {
    status: 409,
    name: '已经是这样了',
    when: '已经是这样了：同样的已经有了，或者已经同意、已经结束过',
    remedy: '读现在的状态，不用再做一次',
    en: {
      when: 'It is so already: the same exists, or it was accepted or ended before',
      remedy: 'Read how it stands now; nothing needs doing again',
    },
  },
  limit: {
    status: 409,
    name: '到上限了',
    when: '有效的已经到了上限，detail 里写明是谁的',
    remedy: '先结束一个，再重新提出',
    en: { when: 'As many are in force as may be; detail says whose', remedy: 'End one first, then ask again' },
  },
  lapsed: {
    status: 409,
    name: '已经过期',
    when: '过了期限没有同意，或者已经撤回',
    remedy: '请重新提出',
    en: { when: 'It was not accepted in time, or was taken back', remedy: 'Ask anew' },
  },
} as const satisfies Problems

const scopes = z
  .array(oneOf('授权范围', mandateScopeNames, 'scopes'), { error: '授权范围应为一个列表' })
  .min(1, { error: '授权范围至少选一项' })
  .max(10, { error: '授权范围太多' })
  .transform((all): MandateScope[] => [...new Set(all)])

const newMandate = called(
  'NewMandate',
  z.object({
    as: oneOf('自己是哪一方', mandateSideNames),
    certno: words('对方的证件号码', 64),
    psn_name: words('对方的姓名', 100),
    relation: oneOf('帮办人是什么人', helperRelationNames),
    scopes,
    to: day('到期日').optional(),
  }),
)

const access = { citizen: 'own' } as const

export const mandateRoutes: readonly Route[] = [
  route('POST /v1/mandates', {
    access,
    tag,
    summary: '请家人帮办，或者提出帮家人办：对方同意才生效',
    body: newMandate,
    answer: mandateSchema,
    errand: errandOn('mandate'),
    status: 201,
    problems: { ...personUnknown, already: mandateProblems.already, limit: mandateProblems.limit },
    example: {
      as: 'principal',
      certno: '999999199001010024',
      psn_name: '测试二',
      relation: 'child',
      scopes: ['see', 'act'],
    },
    async handler(call) {
      const { ports, subject, body, attempt } = call
      const own = await loadSnapshot(ports, pidOf(ports.keys, subject.psn_no))
      if (!own.person || own.died !== undefined) return notFound()
      const other = await namedOther(ports, subject.id, body)
      if ('code' in other) return other
      const { as, relation, scopes, to } = body
      const asked = askForMandate({ other: other.pid, as, relation, scopes, to })
      const refused = attempt.repeated ? undefined : await put(call, own.pid, asked)
      if (refused) return refused
      const made = lastAsked(await loadSnapshot(ports, own.pid), other, as)
      return made ? shown(ports, own.pid, made.mandate_id) : notFound()
    },
  }),

  route('GET /v1/mandates', {
    access,
    tag,
    summary: '我的家人帮办授权，新的在前：我请的、请我的',
    answer: mandatesSchema,
    errand: errandOn('mandate'),
    async handler({ ports, subject }) {
      const own = await loadSnapshot(ports, pidOf(ports.keys, subject.psn_no))
      if (!own.person) return notFound()
      const today = dayOf(ports.clock.now())
      const rows = own.all('mandate').sort((a, b) => (a.asked_at < b.asked_at ? 1 : -1))
      const others = await filesOf(
        ports,
        rows.map((one) => otherSideOf(own, one)),
      )
      const mandates = rows.flatMap((one) => {
        const other = others.get(otherSideOf(own, one))
        return other ? [mandateView(one, own, other, today)] : []
      })
      return { body: { mandates } }
    },
  }),

  route('POST /v1/mandates/{mandate_id}/acceptance', {
    access,
    tag,
    summary: '同意对方提出的授权，当天生效',
    answer: mandateSchema,
    errand: errandOn('mandate'),
    problems: mandateProblems,
    async handler(call) {
      return changed(call, acceptMandate(call.params.mandate_id))
    },
  }),

  route('DELETE /v1/mandates/{mandate_id}', {
    access,
    tag,
    summary: '结束一个授权，马上生效；还没有同意的，是撤回或者谢绝',
    answer: mandateSchema,
    errand: errandOn('mandate'),
    problems: { already: mandateProblems.already, lapsed: mandateProblems.lapsed },
    async handler(call) {
      return changed(call, endMandate(call.params.mandate_id))
    },
  }),
]

/** Whom the asker names; who tries numbers out is told to wait before long. */
async function namedOther(
  ports: Ports,
  by: string,
  { certno, psn_name }: { certno: string; psn_name: string },
): Promise<PersonFile | Problem> {
  const misses = missesOf(ports.table, ports.clock)
  const refusal = await misses.refusal('mandate', by)
  if (refusal) return refusal
  const named = await personNamed(ports, certno, psn_name)
  if (named) return named
  return (
    (await misses.miss('mandate', by)) ??
    problemBy(personUnknown, 'person-unknown', '没有查到这个人，请核对证件号码和姓名。')
  )
}

interface Changing extends Pick<Api, 'ports' | 'rules'> {
  subject: { psn_no: string }
  params: { mandate_id: string }
  attempt: Attempt
}

async function changed(call: Changing, apply: Apply): Promise<Answer | Problem> {
  const { ports, subject, params, attempt } = call
  const pid = pidOf(ports.keys, subject.psn_no)
  const refused = attempt.repeated ? undefined : await put(call, pid, apply)
  return refused ?? shown(ports, pid, params.mandate_id)
}

/** Puts it to the caller's file; the problem if it is refused. */
async function put(
  { ports, rules, attempt }: Pick<Changing, 'ports' | 'rules' | 'attempt'>,
  pid: Pid,
  apply: Apply,
): Promise<Problem | undefined> {
  const handled = await handle(ports, rules, pid, { apply, ...attempt.mark })
  return handled.result === 'refused' ? refusal(handled) : undefined
}

function refusal({ status, code, detail, field }: Extract<Handled, { result: 'refused' }>): Problem {
  if (status === 404) return notFound()
  return field === undefined ? problem(status, code, detail) : badRequest([{ field, message: detail }])
}

async function shown(ports: Ports, pid: Pid, mandateId: string): Promise<Answer | Problem> {
  const own = await loadSnapshot(ports, pid)
  const mandate = own.one('mandate', mandateId)
  if (!mandate) return notFound()
  const other = await loadSnapshot(ports, otherSideOf(own, mandate))
  return { body: mandateView(mandate, own, other, dayOf(ports.clock.now())) }
}

async function filesOf(ports: Ports, pids: readonly Pid[]): Promise<ReadonlyMap<Pid, PersonFile>> {
  const each = [...new Set(pids)]
  const files = await Promise.all(each.map((pid) => loadSnapshot(ports, pid)))
  return new Map(each.map((pid, index) => [pid, files[index] as PersonFile]))
}
