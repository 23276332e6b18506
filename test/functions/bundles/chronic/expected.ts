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

/** A case as it stands; one of which nobody said anything has ended after its 90th day, and no sooner (2.2). */
const caseOf = ({ status, outcome, due, since }: Stands) => ({
  status,
  outcome,
  due,
  ...(outcome?.result === 'no-answer' ? { ended: plus(since, 91) } : {}),
})

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
  const granted: Record<string, unknown>[] = []
  const held = new Map<string, { from: string; to: string | null }>()
  const answers: string[] = []
  let now: Stands | undefined
  /** 2.3: what a hospital has recognized, a case of its own. */
  let recognized: { opened: string; from: string; due: string } | undefined

  const material = () => settled.filter(({ revoked }) => !revoked)
  /** 2.1: what recognizes it directly, the earliest first; of what has ended nothing after that. */
  const direct = (last = '9999') =>
    material()
      .filter((one) => one.direct && one.on <= last)
      .sort((a, b) => (a.on + a.id < b.on + b.id ? -1 : 1))
  /** 3.4: from the first refusal to the day before the grant. */
  const twoFrom = ({ first, granted }: Stands) => {
    const after = granted?.from ?? recognized?.from
    return first?.two && (after === undefined || after > first.on) ? first.on : undefined
  }
  /** 4.1: told whenever its days change; of one that never was, that it ended before it began. */
  const tell = (kind: string, day: string, from: string | undefined, to: string | null = null): boolean => {
    const was = held.get(kind)
    if (was?.from === from && (from === undefined || was?.to === to)) return false
    if (from === undefined) held.delete(kind)
    else held.set(kind, { from, to })
    granted.push({
      on: day,
      kind,
      from: from ?? was?.from,
      to: from === undefined ? plus(was?.from as string, -1) : to,
    })
    return true
  }
  const tellTwo = (one: Stands, day: string): void => {
    const after = one.granted?.from ?? recognized?.from
    tell('two-diseases', day, twoFrom(one), after === undefined ? null : plus(after, -1))
  }
  const over = (one: Stands, status: string, outcome: Record<string, unknown>): Stands => {
    const { reviewer: _, ...rest } = one
    return { ...rest, step: 'over', status, outcome: { ...common, ...outcome } }
  }
  const grant = (one: Stands, basis: string, from: string, day: string): Stands =>
    showing({ ...one, granted: { basis, from } }, day)
  /** 4.1, 4.4: as the right stands, told whenever its days change. */
  const showing = (one: Stands, day: string): Stands => {
    const { basis, from, to } = one.granted as Granted
    if (tell(`chronic-${code}`, day, from, to)) recorded.push({ on: day, begndate: from, enddate: to, basis })
    tellTwo(one, day)
    return over(one, 'done', { result: 'granted', basis, from, to, two_diseases_from: twoFrom(one) })
  }
  /** 2. */
  const route = ({ outcome: _, ...one }: Stands, day: string): Stands => {
    const [first] = direct()
    if (first && isTold) return grant({ ...one, due: one.due ?? due(day, chronicDays) }, 'direct', first.on, day)
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
      two_diseases_from: twoFrom(one),
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
    // 1.1, 4.1: what is in force opens nothing, and takes nothing up.
    if (recognized) return
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
      tellTwo(now, day)
    }
    return 'ok'
  }

  const doubts = (verdict: string, day: string): string => {
    if (!now?.granted?.doubted) return 'nothing'
    const { doubted: _, ...sure } = now.granted
    now = showing({ ...now, granted: verdict === 'approve' ? { ...sure, to: day } : { ...sure, stands: true } }, day)
    return 'ok'
  }

  /** 1.2, 2.3: nobody is asked, and what else is open of it is withdrawn. */
  const recognizes = (from: string, day: string): void => {
    if (recognized || now?.granted) return
    recognized = { opened: day, from, due: due(day, chronicDays) }
    tell(`chronic-${code}`, day, from)
    recorded.push({ on: day, begndate: from, enddate: undefined, basis: 'hospital' })
    if (!now) return
    tellTwo(now, day)
    const two_diseases_from = twoFrom(now)
    if (now.step === 'over') now = { ...now, outcome: { ...now.outcome, two_diseases_from } }
    else now = over(now, 'withdrawn', { result: 'withdrawn', reason: 'granted', two_diseases_from })
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
    } else if (one.what === 'recognize') recognizes(plus(day, -one.back), day)
    else if (one.what === 'choose') answers.push(chooses(one.option, day))
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
  const sure = recognized as { opened: string; from: string; due: string } | undefined
  const hospital = { ...common, result: 'granted', basis: 'hospital', from: sure?.from }
  return {
    cases: [
      ...(last ? [{ ...caseOf(last), admdvs: place, opened: on }] : []),
      ...(sure ? [{ status: 'done', outcome: hospital, admdvs: place, opened: sure.opened, due: sure.due }] : []),
    ],
    answers,
    open,
    sent: { 'chronic.recorded': recorded, 'entitlement.granted': granted },
  }
}
