/** That a visit was answered about, in its person's file: once, when it is settled, and in time (RULES.md 1.2). Pure. */
import { addDays, dayOf } from '../../shared/calendar/index.ts'
import { isCancelled } from '../../shared/registers/apply/taken-back.ts'
import type { Apply, ApplyResult } from '../../shared/registers/applying.ts'
import { put } from '../../shared/registers/file.ts'
import { recall } from '../../shared/registers/rest.ts'
import type { Visit } from '../../shared/registers/rows.ts'

/** A visit by its numbers. */
export type VisitNamed = Pick<Visit, 'fixmedins_code' | 'mdtrt_id'>

/** Its key within the register. */
export const visitKey = ({ fixmedins_code, mdtrt_id }: VisitNamed): string => `${fixmedins_code}#${mdtrt_id}`

const refused = (code: string, detail: string): ApplyResult => ({ refused: { status: 409, code, detail } })

/** Marks it; what was answered stands elsewhere. `days` from its end it may be answered about. */
export function markAnswered(of: VisitNamed, days: number): Apply {
  return (file, at) => {
    const visit = recall(file, at, 'visit', visitKey(of))
    if (!visit || isCancelled(visit)) {
      return { refused: { status: 404, code: 'not-found', detail: '没有找到，或者不是您的。' } }
    }
    if (visit.surveyed) return refused('already-answered', '这次就诊您已经填过调查了。')
    if (!visit.settled) return refused('not-settled', '这次就诊还没有结算，结算以后再填。')
    if (at.today > addDays(dayOf(visit.settled.endtime), days)) {
      return refused('too-late', `就诊结束超过${days}天，不能再填了。`)
    }
    return { ok: { change: [put('visit', { ...visit, surveyed: true })] } }
  }
}
