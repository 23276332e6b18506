/** Whether a visit may be answered about, and that it was, in its person's file: once, settled, in time (RULES.md 1.2). Pure. */
import { addDays, type Day, dayOf, type Instant } from '../../shared/calendar/index.ts'
import { isCancelled } from '../../shared/registers/apply/taken-back.ts'
import type { Apply, ApplyResult } from '../../shared/registers/applying.ts'
import { put } from '../../shared/registers/file.ts'
import { recall } from '../../shared/registers/rest.ts'
import type { Visit } from '../../shared/registers/rows.ts'

/** A visit by its numbers. */
export type VisitNamed = Pick<Visit, 'fixmedins_code' | 'mdtrt_id'>

type Refused = Extract<ApplyResult, { refused: unknown }>

/** Its key within the register. */
export const visitKey = ({ fixmedins_code, mdtrt_id }: VisitNamed): string => `${fixmedins_code}#${mdtrt_id}`

const refused = (code: string, detail: string): Refused => ({ refused: { status: 409, code, detail } })

/** The last day on which a visit that ended then may be answered about. */
export const lastDayToAnswer = (endtime: Instant, days: number): Day => addDays(dayOf(endtime), days)

/** Why a visit may not be answered about today; undefined: it may. `days`: how long from its end on. */
export function whyNot(visit: Visit | undefined, today: Day, days: number): Refused | undefined {
  if (!visit || isCancelled(visit)) {
    return { refused: { status: 404, code: 'not-found', detail: '没有找到，或者不是您的。' } }
  }
  if (visit.surveyed) return refused('already-answered', '这次就诊您已经填过调查了。')
  if (!visit.settled) return refused('not-settled', '这次就诊还没有结算，结算以后再填。')
  return today > lastDayToAnswer(visit.settled.endtime, days)
    ? refused('too-late', `就诊结束超过${days}天，不能再填了。`)
    : undefined
}

/** Marks it; what was answered stands elsewhere. `days` from its end it may be answered about. */
export function markAnswered(of: VisitNamed, days: number): Apply {
  return (file, at) => {
    const visit = recall(file, at, 'visit', visitKey(of))
    const refusal = whyNot(visit, at.today, days)
    if (refusal) return refusal
    return { ok: { change: [put('visit', { ...(visit as Visit), surveyed: true })] } }
  }
}
