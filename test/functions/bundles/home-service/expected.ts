/** What must come of somebody who asks to be visited, by the text of the rules alone. */
import { plus } from '../../../simulator/lives/plain/days.ts'
import { workingDaysAfter } from '../../../simulator/lives/plain/working-days.ts'
import type { Does, HomeServiceLife } from './life.ts'

/** Where it stands; hours are counted from the opening. */
interface Stands {
  with: 'point' | 'clerk' | 'over'
  point?: string
  /** Points that were asked by the rule. */
  asked: string[]
  /** When this one was asked; by a clerk it has no hours. */
  since: number
  forGood: boolean
  claimed: boolean
  told: boolean
  status: string
  outcome?: Record<string, unknown>
}

/** 2.1 to 2.3: the next by its number, none left: the clerks. */
function next(now: Stands, points: readonly string[], since: number): Stands {
  const point = points.find((one) => !now.asked.includes(one))
  const fresh = { ...now, since, forGood: false, claimed: false, told: false }
  if (point === undefined) return { ...fresh, with: 'clerk' }
  return { ...fresh, with: 'point', point, asked: [...now.asked, point] }
}

const over = (now: Stands, status: string, outcome: Record<string, unknown>): Stands => ({
  ...now,
  with: 'over',
  status,
  outcome,
})

/** What must come. */
export function expected({ on, points, hours = 24, days = 3, then }: HomeServiceLife) {
  const answers: string[] = ['ok']
  const notices: Record<string, string[]> = {}
  const tell = (what: string, hour: number) => {
    const template = `home-service.${what}`
    notices[template] = [...(notices[template] ?? []), dayAt(hour)]
  }
  const dayAt = (hour: number) => plus(on, Math.floor((9 + hour) / 24))
  const start = { asked: [], since: 0, forGood: false, claimed: false, told: false, status: 'waiting' } as const
  let now: Stands = next({ ...start, asked: [], with: 'point' }, points, 0)
  /** 2.2: the hours run out, one point after the other. */
  const pass = (hour: number) => {
    while (now.with === 'point' && !now.claimed && !now.forGood && now.since + hours <= hour) {
      now = next(now, points, now.since + hours)
    }
  }
  const visit = (does: Does, hour: number): string => {
    if (now.with !== 'point') return 'nothing'
    if (does.what === 'claim') {
      if (!now.told) tell('coming', hour)
      now = { ...now, claimed: true, told: true }
      return 'ok'
    }
    if (does.what === 'release') {
      if (!now.claimed) return 'not-claimed'
      now = { ...now, claimed: false }
      pass(hour)
      return 'ok'
    }
    if (does.what === 'reject') {
      now = next(now, points, hour + 0.5)
      return 'ok'
    }
    return gone(does, hour, { point_no: now.point })
  }
  /** 3.1, 3.2: on a day from the opening to today. */
  const gone = (does: Does, hour: number, by: Record<string, unknown>): string => {
    const { visited } = does as { visited: number }
    if (visited < 0 || plus(on, visited) > dayAt(hour)) return 'bad-decision'
    now = over(now, 'done', { result: 'served', ...by, visited_on: plus(on, visited) })
    tell('served', hour)
    return 'ok'
  }
  const assign = (does: Does, hour: number): string => {
    if (now.with !== 'clerk') return 'nothing'
    if (does.what === 'clerk-went') return gone(does, hour, {})
    if (does.what === 'clerk-rejects') {
      now = over(now, 'done', { result: 'not-served', reason: '测试' })
      tell('not-served', hour)
      return 'ok'
    }
    const { point } = does as { point: string }
    if (!points.includes(point)) return 'bad-decision'
    now = { ...now, with: 'point', point, forGood: true, claimed: false, told: false }
    return 'ok'
  }
  for (const { hour, ...does } of then) {
    pass(hour + 0.5)
    if (does.what === 'dies') {
      if (now.with !== 'over') now = over(now, 'withdrawn', { reason: 'deceased' })
    } else if (does.what === 'withdraw') {
      answers.push(now.with === 'over' ? 'nothing' : 'ok')
      if (now.with !== 'over') now = over(now, 'withdrawn', {})
    } else answers.push(does.what.startsWith('clerk') ? assign(does, hour) : visit(does, hour))
  }
  pass(30 * 24)
  const open = { point: ['home-visit'], clerk: ['assign-home-service'], over: [] }[now.with]
  const { due } = workingDaysAfter(on, days)
  return {
    cases: [{ status: now.status, outcome: now.outcome, admdvs: '130100', opened: on, due }],
    answers,
    open,
    notices,
  }
}
