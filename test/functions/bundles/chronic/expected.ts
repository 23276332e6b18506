/** What must come of somebody whose illness is found by settlements, by the text of the rules alone. */
import { plus } from '../../../simulator/lives/plain/days.ts'
import { workingDaysAfter } from '../../../simulator/lives/plain/working-days.ts'
import type { ChronicLife, Does } from './life.ts'

interface Settled {
  id: string
  on: string
  direct: boolean
  revoked: boolean
}

interface Granted {
  basis: string
  from: string
  to?: string
  /** A clerk is asked; or has said that it stands, or ended it. */
  doubted?: boolean
  stands?: boolean
}

interface Stands {
  step: 'choose' | 'review' | 'appeal' | 'over'
  status: string
  question: 'accept' | 'apply'
  since: string
  direct: boolean
  applied: boolean
  drawn: number
  reviewer?: { isExpert: boolean; due: string }
  first?: { on: string; two: boolean }
  answerBy: string
  granted?: Granted
  outcome?: Record<string, unknown>
  due?: string
}

const due = (day: string, days: number): string => workingDaysAfter(day, days).due

/** What must come. */
export function expected(life: ChronicLife) {
  const { place, insutype, on, experts, then } = life
  const isTold = place === '370100'
  const isListedDirect = place !== '610700'
  const code = isListedDirect ? 'M00500' : 'M03900'
  const common = { opsp_dise_code: code, insu_admdvs: place, insutype }
  const chronicDays = place === '610700' ? 1 : 20
  const settled: Settled[] = []
  const recorded: Record<string, unknown>[] = []
  const answers: string[] = []
  let now: Stands | undefined
  let told: { from: string; to: string | undefined } | undefined

  const material = () => settled.filter(({ revoked }) => !revoked)
  /** 2.1: what recognizes it directly, the earliest first; of what has ended nothing after that. */
  const direct = (last = '9999') =>
    material()
      .filter((one) => one.direct && one.on <= last)
      .sort((a, b) => (a.on + a.id < b.on + b.id ? -1 : 1))
  /** 3.4: from the first refusal to the day before the grant. */
  const twoFrom = ({ first, granted }: Stands) =>
    first?.two && (granted === undefined || granted.from > first.on) ? first.on : undefined
  const over = (one: Stands, status: string, outcome: Record<string, unknown>): Stands => {
    const { reviewer: _, ...rest } = one
    return { ...rest, step: 'over', status, outcome: { ...common, ...outcome } }
  }
  const grant = (one: Stands, basis: string, from: string, day: string): Stands =>
    showing({ ...one, granted: { basis, from } }, day)
  /** 4.1, 4.4: as the right stands, told whenever its days change. */
  const showing = (one: Stands, day: string): Stands => {
    const { basis, from, to } = one.granted as Granted
    if (told?.from !== from || told?.to !== to) recorded.push({ on: day, begndate: from, enddate: to, basis })
    told = { from, to }
    return over(one, 'done', { result: 'granted', basis, from, to, two_diseases_from: twoFrom(one) })
  }
  /** 2. */
  const route = ({ outcome: _, ...one }: Stands, day: string): Stands => {
    const [first] = direct()
    if (first && isTold) return grant(one, 'direct', first.on, day)
    const asking = { ...one, step: 'choose' as const, status: 'waiting', since: day }
    if (first) return { ...asking, question: 'accept', direct: true }
    if (!one.applied) return { ...asking, question: 'apply', direct: false }
    return draw({ ...one, direct: false }, day)
  }
  /** 3.1; `missed`: the last day of one who was silent. */
  const draw = (one: Stands, day: string, missed?: string): Stands => {
    const isExpert = one.drawn < experts
    const by = missed ? due(missed, isExpert ? 1 : 5) : due(day, isExpert ? 1 : 5)
    const drawn = one.drawn + (isExpert ? 1 : 0)
    return { ...one, step: 'review', status: 'waiting', drawn, reviewer: { isExpert, due: by } }
  }
  const refuse = (one: Stands): Stands =>
    over(one, 'done', {
      result: 'refused',
      reason: '测试',
      two_diseases_from: one.first?.two ? one.first.on : undefined,
    })

  /** What time alone does before a day. */
  const pass = (day: string): void => {
    while (now?.step === 'review' && now.reviewer?.isExpert && now.reviewer.due < day) {
      now = draw(now, day, now.reviewer.due)
    }
    if (now?.step === 'choose' && day > plus(now.since, 90)) now = over(now, 'done', { result: 'no-answer' })
    if (now?.step === 'appeal' && now.answerBy < day) now = refuse(now)
  }

  /** 1.1, 4.3: what settlements make of it. */
  const refresh = (day: string): void => {
    const blank = { step: 'over', status: '', question: 'apply', since: day, direct: false, applied: false } as const
    if (!now) {
      if (material().length > 0) now = route({ ...blank, drawn: 0, answerBy: '' }, day)
      return
    }
    if (now.granted) now = regrounded(now, day)
    else if (now.step !== 'over') {
      if (material().length === 0)
        now = over(now, 'withdrawn', { result: 'withdrawn', reason: 'revoked', two_diseases_from: twoFrom(now) })
      else if (direct().length > 0 !== now.direct) now = route(now, day)
    } else if (now.status === 'withdrawn') {
      if (material().length > 0) now = route({ ...now, applied: false, direct: false }, day)
    } else if (now.outcome?.result !== 'declined' && !now.direct && direct().length > 0) now = route(now, day)
  }

  /** 2.1, 4.3. */
  const regrounded = (one: Stands, day: string): Stands => {
    const granted = one.granted as Granted
    if (granted.basis !== 'direct' || granted.to) return one
    const [first] = direct()
    if (granted.stands) {
      const from = first && first.on < granted.from ? first.on : granted.from
      return showing({ ...one, granted: { ...granted, from } }, day)
    }
    if (!first) return { ...one, granted: { ...granted, doubted: true } }
    return showing({ ...one, granted: { ...granted, from: first.on, doubted: false } }, day)
  }

  const chooses = (option: string, day: string): string => {
    if (now?.step !== 'choose' && now?.step !== 'appeal') return 'nothing'
    const offered = now.step === 'choose' ? [now.question, 'decline'] : ['second-review', 'accept']
    if (!offered.includes(option)) return 'action-not-offered'
    if (option === 'decline') now = over(now, 'done', { result: 'declined' })
    else if (now.step === 'appeal' && option === 'accept') now = refuse(now)
    else {
      const limited = { ...now, due: due(day, chronicDays) }
      now =
        option === 'accept'
          ? grant(limited, 'direct', (direct()[0] as Settled).on, day)
          : draw({ ...limited, applied: true }, day)
    }
    return 'ok'
  }

  const reviews = ({ verdict, diagnosed }: { verdict: string; diagnosed?: false }, day: string): string => {
    if (now?.step !== 'review') return 'nothing'
    if (verdict === 'approve') now = grant(now, now.reviewer?.isExpert ? 'expert' : 'clerk', day, day)
    else if (now.first) now = refuse(now)
    else {
      const two = place === '610700' && insutype === '390' && diagnosed !== false
      now = { ...now, step: 'appeal', first: { on: day, two }, answerBy: due(day, 10) }
    }
    return 'ok'
  }

  const doubts = (verdict: string, day: string): string => {
    if (!now?.granted?.doubted) return 'nothing'
    const { doubted: _, ...sure } = now.granted
    now = showing({ ...now, granted: verdict === 'approve' ? { ...sure, to: day } : { ...sure, stands: true } }, day)
    return 'ok'
  }

  const does = (one: Does, day: string): void => {
    if (one.what === 'settle') {
      const id = `S${settled.length}`
      settled.push({ id, on: plus(day, -one.back), direct: isListedDirect && one.level !== '1', revoked: false })
      refresh(day)
    } else if (one.what === 'revoke') {
      const revoked = settled[one.nth]
      if (revoked) revoked.revoked = true
      refresh(day)
    } else if (one.what === 'choose') answers.push(chooses(one.option, day))
    else if (one.what === 'review') answers.push(reviews(one, day))
    else answers.push(doubts(one.verdict, day))
  }
  for (const { day, ...one } of then) {
    pass(plus(on, day))
    does(one, plus(on, day))
  }
  pass(plus(on, 260))
  const last = now as Stands | undefined
  const open = [
    ...(last?.granted?.doubted ? ['entitlement-doubtful'] : []),
    ...(last?.step === 'review' ? ['review-chronic'] : []),
  ]
  return {
    cases: last ? [{ status: last.status, outcome: last.outcome, admdvs: place, opened: on, due: last.due }] : [],
    answers,
    open,
    sent: { 'chronic.recorded': recorded },
  }
}
