/** What must come of a family that shares an account, by the text of the rules alone. */
import { plus } from '../../../simulator/lives/plain/days.ts'
import { poolingArea, provinceOf } from '../../../simulator/lives/plain/places.ts'
import { workingDaysAfter } from '../../../simulator/lives/plain/working-days.ts'
import type { Does, FamilySharingLife } from './life.ts'

/** 1.1: what holds on a day, unless the area says another thing. */
const relationsOn = (on: string) =>
  on >= '2024-07-26'
    ? ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild']
    : ['spouse', 'parent', 'child']
const scopeOn = (on: string) => (on >= '2025-01-01' ? 'province' : 'pooling-area')

interface Share {
  to?: string
  used: Record<string, number>
}

interface Premium {
  amt: number
  on: string
  said?: 'paid' | 'returned'
}

/** How it stands. */
interface Stands {
  balance: number
  shares: Share[]
  /** Where the user is insured from a day on; nowhere after a pause. The first period has no beginning. */
  user: { area: string | undefined; from?: string }[]
  /** Day of a death. */
  died?: string
  /** By settlement: what was taken, by which share, and whether a desk gave it back. */
  charges: Record<string, { amt: number; share: Share; year: string; back?: true }>
  premiums: Premium[]
}

const yuanOf = (amt: number) => (amt / 100).toFixed(2)

/** What must come. */
export function expected(life: FamilySharingLife) {
  const { place, near, on, relation, commitment, balance, limit, premium, ruled, then } = life
  const [a, b] = [poolingArea(place), near === undefined ? undefined : poolingArea(near)]
  const now: Stands = { balance, user: [{ area: b }], shares: [], charges: {}, premiums: [] }
  const answers: string[] = ['ok']

  const endOf = ({ to }: Share) => [to, now.died].filter((day) => day !== undefined).sort()[0]
  const inForce = (share: Share, day: string) => day <= (endOf(share) ?? day)
  const userAt = (day: string) => now.user.findLast(({ from }) => from === undefined || from <= day)?.area
  const isNear = (to: string, day: string) =>
    (ruled.scope ?? scopeOn(day)) === 'province' ? provinceOf(a) === provinceOf(to) : a === to
  const active = () => now.shares.find((share) => endOf(share) === undefined)

  /** 2.2: the first that fits. */
  const grants = (day: string): string => {
    if (now.died !== undefined && deadUser) return 'person-unknown'
    if (!commitment) return 'bad-request'
    if (!(ruled.relations ?? relationsOn(day)).includes(relation)) return 'relation-not-shared'
    const to = userAt(day)
    if (to === undefined) return 'user-not-insured'
    if (!isNear(to, day)) return 'out-of-scope'
    if (active()) return 'already-shared'
    if ((ruled.users ?? 6) === 0) return 'too-many-users'
    now.shares.push({ used: {} })
    return 'ok'
  }
  let deadUser = false

  /** 3.2. */
  const bill = ({ setl_id, amt }: Extract<Does, { what: 'bill' }>, day: string): string => {
    const share = now.shares.at(-1)
    if (!share) return 'no-share'
    const to = userAt(day)
    const held = now.charges[setl_id]
    if (to === undefined || held?.back) return 'ok'
    // 3.5: by a share of before nothing could be had.
    if (held && (held.share === share || held.amt > 0)) return 'ok'
    const year = day.slice(0, 4)
    const left = limit === undefined ? amt : Math.max(0, limit - (share.used[year] ?? 0))
    const taken = inForce(share, day) && isNear(to, day) ? Math.min(amt, now.balance, left) : 0
    take(share, setl_id, taken, year)
    return 'ok'
  }
  const take = (share: Share, setl_id: string, amt: number, year: string) => {
    now.balance -= amt
    share.used[year] = (share.used[year] ?? 0) + amt
    now.charges[setl_id] = { share, amt, year }
  }
  /** 3.4. */
  const back = ({ setl_id }: Extract<Does, { what: 'back' }>, day: string): string => {
    const share = now.shares.at(-1)
    if (!share) return 'no-share'
    const held = now.charges[setl_id]
    if (held?.back || (held && held.share !== share && held.amt > 0)) return 'ok'
    if (held) now.balance += held.amt
    if (held) held.share.used[held.year] = (held.share.used[held.year] ?? 0) - held.amt
    now.charges[setl_id] = { share: held?.share ?? share, amt: 0, year: held?.year ?? day.slice(0, 4), back: true }
    return 'ok'
  }
  /** 4.1, 4.2: without a share in force on the day it waits, and for good; one that is known is corrected. */
  const report = ({ setl_id, amt }: Extract<Does, { what: 'report' }>, day: string): void => {
    const held = now.charges[setl_id]
    if (held) {
      const more = amt - held.amt
      now.balance -= more
      held.share.used[held.year] = (held.share.used[held.year] ?? 0) + more
      held.amt = amt
      return
    }
    const share = now.shares.find((one) => inForce(one, day) && day >= on)
    if (share) take(share, setl_id, amt, day.slice(0, 4))
  }
  /** 5.2. */
  const asks = (day: string): string => {
    const to = userAt(day)
    if (!active()) return 'not-found'
    if (to === undefined || !isNear(to, day)) return 'out-of-scope'
    if (now.premiums.some(({ said }) => said !== 'returned')) return 'bill-closed'
    if (now.balance < premium) return 'balance-short'
    now.premiums.push({ amt: premium, on: day })
    now.balance -= premium
    return 'ok'
  }
  const bank = (how: 'settles' | 'returns'): void => {
    const open = now.premiums.find(({ said }) => said === undefined)
    if (!open) return
    open.said = how === 'settles' ? 'paid' : 'returned'
    if (how === 'returns') now.balance += open.amt
  }

  answers.push(grants(on))
  for (const { day: after, ...one } of then) {
    const day = plus(on, after)
    if (one.what === 'grants') answers.push(grants(day))
    else if (one.what === 'ends') {
      const share = now.shares.at(-1)
      answers.push(!share ? 'not-found' : endOf(share) === undefined ? 'ok' : 'share-ended')
      if (share && endOf(share) === undefined) share.to = day
    } else if (one.what === 'bill') answers.push(bill(one, day))
    else if (one.what === 'back') answers.push(back(one, day))
    else if (one.what === 'report') report(one, day)
    else if (one.what === 'asks') answers.push(asks(day))
    else if (one.what === 'bank') bank(one.how)
    else if (one.what === 'user-paused') now.user.push({ area: undefined, from: day })
    else if (one.what === 'user-moves') now.user.push({ area: poolingArea(one.to), from: day })
    else if (one.what === 'holder-died' || one.what === 'user-died') {
      deadUser ||= one.what === 'user-died'
      now.died = [now.died, plus(day, -1)].filter((known) => known !== undefined).sort()[0] as string
    }
  }

  const ordered = now.premiums.reduce((sum, { amt }) => sum + amt, 0)
  return {
    answers,
    balances: { [a]: yuanOf(now.balance) },
    ordered: ordered === 0 ? {} : { tax: yuanOf(ordered) },
    cases: now.premiums.map(({ said, on: asked }) => ({
      status: said === undefined ? 'waiting' : 'done',
      admdvs: a,
      opened: asked,
      due: workingDaysAfter(asked, 2).due,
      ...(said === undefined ? {} : { outcome: { result: said, amt: yuanOf(premium) } }),
    })),
  }
}
