/** What must come of what somebody says, by the text of the rules alone. */
import { plus } from '../../../simulator/lives/plain/days.ts'
import { poolingArea } from '../../../simulator/lives/plain/places.ts'
import { workingDaysAfter } from '../../../simulator/lives/plain/working-days.ts'
import type { FeedbackLife } from './life.ts'

/** 1.6: working days by kind. */
const days = { question: 1, stuck: 3, complaint: 5, suggestion: 10 }

/** What must come. */
export function expected(life: FeedbackLife) {
  const { kind, on, nobody, answeredAfter, verdict, result, said, confirm = 7, reviewedAfter } = life
  const answered = plus(on, answeredAfter)
  const isOurs = verdict === 'approve'
  // 1.8: through the last day; without a person nobody is asked.
  const confirmed = !nobody && said && said.after <= confirm ? said : undefined
  const reviewed = confirmed?.solved === false
  const { due } = workingDaysAfter(on, days[kind])
  const reviewDue = confirmed && workingDaysAfter(plus(answered, confirmed.after), 5).due
  const outcome = {
    result: isOurs || reviewed ? result : 'not-ours',
    kind,
    matter: 'other',
    cause: isOurs || reviewed ? 'other' : undefined,
    extended: false,
    reviewed,
    solved: confirmed?.solved,
    satisfied: confirmed?.satisfied,
  }
  const told = ['accepted', 'answered', 'closed'].map((status) => ({ ticket_no: 'GD1', status }))
  const asked = said && (confirmed ? 'ok' : 'nothing')
  return {
    cases: [{ status: 'done', admdvs: poolingArea(life.place), opened: on, due: reviewed ? reviewDue : due, outcome }],
    sent: { 'ticket.answered': told },
    answers: ['ok', ...(said ? [asked, reviewed ? 'ok' : 'nothing'] : [])],
    notices: nobody
      ? {}
      : {
          'feedback.answered': [answered],
          'feedback.reviewed': reviewed && confirmed ? [plus(answered, confirmed.after + reviewedAfter)] : undefined,
        },
  }
}
