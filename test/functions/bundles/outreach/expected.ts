/** What must come of a resident who is found not insured, by the text of the rules alone. */
import { plus } from '../../../simulator/lives/plain/days.ts'
import type { OutreachLife } from './life.ts'

const community = '130102001001'
const exempting = ['insured-elsewhere', 'military', 'abroad', 'moved', 'deceased']

interface Ended {
  status: string
  outcome: Record<string, unknown>
  /** Days after the screening, and the hour: what happens later changes nothing. */
  at: [days: number, hour: number]
}

const before = (a: [number, number], b: [number, number]) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])

/** 2.3 to 2.5: whichever comes first. */
function firstCase({ on, visited, answer, enrols, dies }: OutreachLife): Ended {
  const said = answer === 'reject' ? 'not-found' : answer
  const until = `${plus(on, visited).slice(0, 4)}-12-31`
  const visit: Ended = {
    status: 'done',
    outcome: { result: said, community, ...(exempting.includes(said) ? { exempt_to: until } : {}) },
    at: said === 'will-enrol' ? [visited + 31, 0] : [visited, 10],
  }
  const others: Ended[] = [
    ...(enrols === undefined
      ? []
      : [{ status: 'done', outcome: { result: 'insured', community }, at: [enrols, 11] as [number, number] }]),
    ...(dies === undefined
      ? []
      : [{ status: 'withdrawn', outcome: { community, reason: 'deceased' }, at: [dies, 12] as [number, number] }]),
  ]
  return [visit, ...others].reduce((first, one) => (before(one.at, first.at) ? one : first))
}

/** 1: the second screening opens another where nothing speaks against it. */
export function expected(life: OutreachLife) {
  const { on, visited, enrols, dies, again } = life
  const first = firstCase(life)
  const now: [number, number] = [again, 13]
  const has = (days: number | undefined, hour: number) => days !== undefined && before([days, hour], now)
  const isOver = before(first.at, now)
  const exempt = first.outcome.exempt_to as string | undefined
  const isLeft = isOver && again - first.at[0] > 180 && !(exempt !== undefined && plus(on, again) <= exempt)
  const isAsked = isLeft && !has(enrols, 11) && !has(dies, 12)
  const held = isOver ? { status: first.status, outcome: first.outcome } : { status: 'waiting' }
  const visitedInTime = before([visited, 10], first.at) || (first.at[0] === visited && first.at[1] === 10)
  return {
    cases: [held, ...(isAsked ? [{ status: 'waiting' }] : [])],
    answers: ['ok', visitedInTime ? 'ok' : 'nothing', 'ok'],
  }
}
