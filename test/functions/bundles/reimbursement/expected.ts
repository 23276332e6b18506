/** What must come of receipts, by the text of the rules alone: the life is gone through moment by moment. */
import { between, plus } from '../../../simulator/lives/plain/days.ts'
import { fenOf, halfUp, millionths, yuanOf } from '../../../simulator/lives/plain/money.ts'
import { poolingArea } from '../../../simulator/lives/plain/places.ts'
import { holding } from '../../../simulator/lives/plain/rows.ts'
import { workingDaysAfter } from '../../../simulator/lives/plain/working-days.ts'
import type { LifeReceipt, ReimbursementLife } from './life.ts'

/** Where a receipt stands. */
interface Stands extends LifeReceipt {
  nth: number
  /** The moment of it, and the day of the claim. */
  opened?: string
  claimedOn?: string
  /** An institution uploaded it by now. */
  isUploaded: boolean
  /** Through which day the platform is waited for, once it is asked; and what it said. */
  queriedTo?: string
  isValid?: boolean
  /** Void or settled by now. */
  isVoid: boolean
  isSettled: boolean
  /** A clerk approved it. */
  approved?: true
  is:
    | 'none'
    | 'asked'
    | 'queried'
    | 'reviewed'
    | 'without-account'
    | 'ordered'
    | 'returned'
    | 'paid'
    | 'nothing-due'
    | 'rejected'
    | 'withdrawn'
  reason?: string
  amt: bigint
}

/** 3.4: by which ratio. */
function ratioOf({ place, at, insutype, psn_type, ended, med_type, terms, set }: ReimbursementLife): string {
  const area = poolingArea(place)
  if (poolingArea(at) === area || med_type.startsWith('24')) return terms.ratio
  const lower = holding<{ temporary?: Record<string, string> }>('reduced_ratio', area, ended, set)?.temporary
  const kind = insutype === '390' ? 'resident' : psn_type === '12' ? 'retired' : 'in_service'
  return lower?.[kind] ?? terms.ratio
}

/** What must come. */
export function expected(life: ReimbursementLife) {
  const { place, at, ended, paused, terms, auto = '0.00', within, account, bank, returns } = life
  const area = poolingArea(place)
  const isInsured = paused === undefined || paused >= 0
  const rate = ratioOf(life)
  const receipts = life.receipts.map(
    (one, nth): Stands => ({ ...one, nth, isUploaded: false, isVoid: false, isSettled: false, is: 'none', amt: 0n }),
  )
  const answers: string[] = []
  const recover = new Set<Stands>()

  /** 3.2: of all that is within the scope what is above the deductible. */
  const total = (x: bigint) => {
    const above = x - fenOf(terms.deductible)
    return above > 0n ? halfUp(above * millionths(rate), 1_000_000n) : 0n
  }
  const isOrdered = (r: Stands) => r.amt > 0n
  /** Ordered, or nothing was due of what still stands. */
  const counts = (r: Stands) => isOrdered(r) || (r.is === 'nothing-due' && !r.isVoid && !r.isSettled)
  const others = (one: Stands) => receipts.filter((r) => r !== one && r.visit === one.visit && counts(r))
  const sum = (all: readonly bigint[]) => all.reduce((a, b) => a + b, 0n)
  const visitTotal = (one: Stands) => total(sum([one, ...others(one)].map(({ inscp }) => fenOf(inscp))))
  const due = (one: Stands) => {
    const rest = visitTotal(one) - sum(others(one).map(({ amt }) => amt))
    return rest > 0n ? rest : 0n
  }

  /** 2: why it cannot be claimed. */
  const refusal = (one: Stands): string | undefined => {
    if (one.isVoid) return 'receipt-void'
    if (one.isSettled) return 'already-settled'
    if (!one.isUploaded && one.isValid === false) return 'receipt-invalid'
    if (!isInsured) return 'not-insured'
    const late = one.claimedOn !== undefined && within !== undefined && between(ended, one.claimedOn) > within
    return late ? 'too-late' : undefined
  }
  const isOpen = (one: Stands) => ['asked', 'queried', 'reviewed', 'without-account'].includes(one.is)
  const isRefused = (one: Stands) =>
    one.is === 'withdrawn' || (one.is === 'rejected' && one.reason !== 'review-refused')
  const refuse = (one: Stands) => {
    if (!isOpen(one) && !isRefused(one)) return
    const reason = refusal(one)
    if (!reason) return
    one.reason = reason
    one.is = reason === 'receipt-void' && one.claimedOn === undefined ? 'withdrawn' : 'rejected'
  }

  const pay = (one: Stands) => {
    one.is = account ? 'ordered' : 'without-account'
    if (account) one.amt = due(one)
  }
  const mustBeSeen = (one: Stands) =>
    visitTotal(one) > fenOf(auto) || one.claimed?.third_party || one.liable || !one.named
  /** 3.5, 4, 5.1 */
  const decide = (one: Stands) => {
    if (due(one) === 0n) one.is = 'nothing-due'
    else if (!one.approved && mustBeSeen(one)) one.is = 'reviewed'
    else pay(one)
  }
  /** What is not ordered yet is decided anew with all that happens to its visit. */
  const decideAnew = () => {
    const isUndecided = ({ is, isUploaded }: Stands) => isUploaded && (is === 'reviewed' || is === 'without-account')
    for (const one of receipts) if (isUndecided(one)) decide(one)
  }

  /** 1.1, 1.4: before the order it counts as if it had come first. */
  const upload = (one: Stands, at: string) => {
    one.isUploaded = true
    one.isVoid = false
    if (one.claimedOn === undefined) {
      if (!isInsured) return
      one.opened = at
      one.is = 'asked'
      refuse(one)
    } else if (refusal(one)) refuse(one)
    else decide(one)
  }
  const verify = (one: Stands, valid: boolean) => {
    answers.push('ok')
    if (one.queriedTo === undefined) return
    one.isValid = valid
    refuse(one)
    if (one.is === 'queried') one.is = 'reviewed'
  }
  const claim = (one: Stands, on: string, at: string) => {
    const isFree = one.is === 'none' || one.is === 'asked' || (isRefused(one) && one.claimedOn === undefined)
    if (!isFree) {
      answers.push('already-claimed')
      return
    }
    answers.push('ok')
    one.opened ??= at
    one.claimedOn = on
    one.is = 'asked'
    refuse(one)
    if (one.is !== 'asked') return
    if (one.isUploaded) decide(one)
    else {
      one.is = 'queried'
      one.queriedTo = workingDaysAfter(on, 2).due.slice(0, 10)
    }
  }
  /** A clerk decides the first that is open, of which there is at most one: what is not decided at once is left. */
  const review = (verdict: 'approve' | 'reject') => {
    const open = receipts.filter(({ is }) => is === 'reviewed')
    answers.push(open.length === 0 ? 'nothing' : 'ok')
    for (const one of open.slice(0, 1)) {
      if (verdict === 'approve') {
        one.approved = true
        decide(one)
      } else {
        one.is = 'rejected'
        one.reason = 'review-refused'
      }
    }
  }
  /** 4.2: what came back is not ordered again while it was not to be paid. */
  const forfeit = (one: Stands) => {
    one.is = 'rejected'
    one.reason = refusal(one) ?? 'none'
  }
  /** 6.1 */
  const known = (one: Stands) => {
    if (!isOrdered(one)) return refuse(one)
    recover.add(one)
    if (one.is === 'returned') forfeit(one)
  }

  type Moment = { at: string; does: () => void }
  const day = (days: number) => plus(ended, days)
  const moments = receipts.flatMap((one): Moment[] => {
    const { nth, uploaded, claimed, verified, voided, settled } = one
    const when = (days: number, hour: string, second = '00') => `${day(days)}T${hour}:0${nth}:${second}`
    return [
      ...(uploaded === undefined ? [] : [{ at: when(uploaded, '09'), does: () => upload(one, when(uploaded, '09')) }]),
      ...(claimed
        ? [{ at: when(claimed.on, '10'), does: () => claim(one, day(claimed.on), when(claimed.on, '10')) }]
        : []),
      ...(verified ? [{ at: when(verified.on, '11'), does: () => verify(one, verified.valid) }] : []),
      ...(claimed?.verdict
        ? [{ at: when(claimed.on, '10', '30'), does: () => review(claimed.verdict as 'approve') }]
        : []),
      ...(voided === undefined
        ? []
        : [
            {
              at: when(voided, '12'),
              does: () => {
                one.isVoid = true
                known(one)
              },
            },
          ]),
      ...(settled === undefined
        ? []
        : [
            {
              at: when(settled, '13'),
              does: () => {
                one.isSettled = true
                known(one)
              },
            },
          ]),
    ]
  })
  moments.push({
    at: `${day(bank)}T15:00:00`,
    does: () => {
      for (const one of receipts) {
        if (one.is !== 'ordered') continue
        one.is = returns ? 'returned' : 'paid'
        if (returns && recover.has(one)) forfeit(one)
      }
    },
  })
  for (const { does } of moments.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    does()
    decideAnew()
  }

  const status = {
    asked: 'waiting',
    queried: 'waiting',
    reviewed: 'waiting',
    'without-account': 'waiting',
    ordered: 'waiting',
    returned: 'waiting',
    paid: 'done',
  }
  const opened = receipts.filter((one) => one.opened !== undefined)
  opened.sort((a, b) => ((a.opened as string) < (b.opened as string) ? -1 : 1))
  for (const one of receipts) if (one.is === 'queried' && (one.queriedTo as string) < day(15)) one.is = 'reviewed'
  const days = area === '330800' ? 5 : 20
  return {
    cases: opened.map((one) => ({
      status: (status as Record<string, string>)[one.is] ?? (one.is === 'nothing-due' ? 'done' : one.is),
      admdvs: isInsured ? area : poolingArea(at),
      outcome: outcomeOf(one),
      // What was refused at once never ran against a limit.
      ...(one.claimedOn !== undefined && one.is !== 'rejected'
        ? { due: workingDaysAfter(one.claimedOn, days).due }
        : {}),
    })),
    answers,
    open: [
      ...(receipts.some(({ is }) => is === 'reviewed') ? ['review-claim'] : []),
      ...(recover.size > 0 ? ['recover-claim'] : []),
    ].sort(),
    ordered: {
      person: sum(receipts.map(({ amt }) => amt)) > 0n ? yuanOf(sum(receipts.map(({ amt }) => amt))) : undefined,
    },
  }
}

function outcomeOf({ is, reason, amt }: Stands) {
  if (is === 'rejected' || is === 'withdrawn') return { result: is, reason, amt: '0.00' }
  if (is === 'nothing-due') return { result: 'nothing-due', amt: '0.00' }
  return is === 'paid' ? { result: 'paid', amt: yuanOf(amt) } : undefined
}
