/**
 * Families who share an account: several desks at once on one holder, some of which give back, some of which report as well.
 * Whatever dies, what the holder lost is what the desks were given.
 */
import { expect } from 'vitest'
import { type Fen, formatYuan, subFen, sumFen, yuan, ZERO } from '../../../shared/money/index.ts'
import { person } from '../../support/people.ts'
import {
  accountOf,
  type Bill,
  grant,
  home,
  type Insured,
  known,
  near,
  type Paid,
  registered,
  settle,
  standing,
  sumTaken,
} from './desks.ts'
import { answered, type Tale, today, type World } from './world.ts'

/** A family, what it pays, and what must be left of the holder's account if that is certain. */
interface Family {
  readonly holder: Insured & { own: string }
  readonly users: readonly Insured[]
  readonly limit?: string
  readonly bills: readonly Bill[]
  readonly left?: string
}

type Manner = Partial<Pick<Bill, 'fate' | 'reportedOf'>>

/** Bills of a family, of so much each, by its users in turn; one asked for once, the next twice at once. */
const billsOf = (users: readonly Insured[], amts: readonly string[], manner: (index: number) => Manner = () => ({})) =>
  amts.map((amt, index): Bill => {
    const user = users[index % users.length] as Insured
    return { setl_id: `J${user.n}-${index}`, user, amt, fate: 'keeps', asks: 1 + (index % 2), ...manner(index) }
  })

const so = (count: number, amt: (index: number) => string) => Array.from({ length: count }, (_, index) => amt(index))

/** One of each: persons `n` to `n + 9` of ten are theirs. */
function familiesFrom(n: number): Family[] {
  const holder = (place: number, own: string) => ({ n: n + place, at: home, own })
  const far = (place: number): Insured => ({ n: n + place, at: near })
  const scarce = [{ n: n + 1, at: home, own: '50.00' }, far(2)]
  const reported = holder(5, '5000.00')
  return [
    // More is asked for than there is: all of it goes, and not a fen more.
    {
      holder: holder(0, '500.00'),
      users: scarce,
      bills: billsOf(
        scarce,
        so(8, (i) => `${81 + i}.35`),
      ),
      left: '0.00',
    },
    // The limit gives way as little as the balance.
    {
      holder: holder(3, '5000.00'),
      users: [far(4)],
      limit: '300.00',
      bills: billsOf(
        [far(4)],
        so(6, () => '70.00'),
      ),
      left: '4700.00',
    },
    // A desk and a report of the same: whichever comes first, it is charged once.
    {
      holder: reported,
      users: [far(6)],
      bills: billsOf(
        [far(6)],
        so(6, (i) => `${30 + i}.00`),
        (i) => (i % 3 === 2 ? {} : { reportedOf: reported }),
      ),
      left: formatYuan(subFen(yuan('5000.00'), yuan('195.00'))),
    },
    // Given back while others ask for what there is: nobody knows who gets what.
    {
      holder: holder(7, '300.00'),
      users: [far(8), { n: n + 9, at: home }],
      bills: billsOf(
        [far(8), { n: n + 9, at: home }],
        so(6, (i) => `${65 + i}.10`),
        (i) => ({
          fate: (['back', 'keeps', 'back-at-once'] as const)[i % 3] as Bill['fate'],
        }),
      ),
    },
  ]
}

const burstMs = 3_000

/** So many times one family of each kind. */
export function sharing(count: number) {
  const families = Array.from({ length: count }, (_, index) => familiesFrom(100 + 10 * index)).flat()
  const seen: Paid[] = []
  return {
    async before(world: World) {
      const all = families.flatMap(({ holder, users }) => [holder, ...users])
      await world.tell(all.flatMap(registered))
      await known(world, all)
    },
    async amid(world: World) {
      await Promise.all(families.map((family) => play(world, family)))
    },
    async audit(world: World) {
      seen.length = 0
      for (const family of families) seen.push(...(await audited(world, family)))
    },
    /** What the holders' area owes the other, which has paid the desks there, and for how many bills. */
    owed(): { amt: Fen; count: number } {
      const isFar = ({ setl_id }: Paid) =>
        families.some(({ bills }) => bills.some((bill) => bill.setl_id === setl_id && bill.user.at === near))
      const sums = seen.filter(isFar).map((paid) => sumTaken(paid))
      return { amt: sumFen(sums), count: sums.filter((amt) => amt > 0).length }
    },
  } satisfies Tale & Record<string, unknown>
}

/** Shares are granted, and bills come in three bursts, each of several desks at once. */
async function play(world: World, { holder, users, limit, bills }: Family): Promise<void> {
  const random = world.random('family', String(holder.n))
  const keyed = users.map((user) => grant(world, holder, user, { limit, key: `share-${holder.n}-${user.n}` }))
  // A call under a key may have to wait for its answer until the storm is over; the bills do not.
  await Promise.all(users.map((user) => grant(world, holder, user, { limit })))
  const bursts = [0, 1, 2].map((nth) => random.int(nth * burstMs, (nth + 1) * burstMs))
  await Promise.all([...keyed, ...bills.map((bill, index) => settle(world, bill, bursts[index % 3]))])
}

/** What each account lost is what the desks were given; answers what stands. */
async function audited(world: World, { holder, users, bills, limit, left }: Family): Promise<Paid[]> {
  const paid: Paid[] = []
  for (const bill of bills) paid.push(await standing(world, bill))
  const shares = await sharesOf(world, holder)
  expect(shares.map(({ user_psn_no }) => user_psn_no).sort()).toEqual(users.map(({ n }) => person(n).psn_no).sort())
  const account = await accountOf(world, holder)
  const byShares = shares.map(({ share_id }) => sumFen(paid.map((one) => sumTaken(one, share_id))))
  expect(account.balance, `${holder.n} lost what was taken`).toBe(
    formatYuan(subFen(yuan(holder.own), sumFen(byShares))),
  )
  if (left !== undefined) expect(account.balance).toBe(left)
  for (const [index, { share_id, used, status }] of shares.entries()) {
    expect({ used, status }).toEqual({ used: formatYuan(byShares[index] ?? ZERO), status: 'active' })
    expect(entriesOf(account.entries, share_id), `${holder.n}: each bill stands once`).toEqual(
      paid.flatMap(({ taken }) => taken.filter((one) => one.share_id === share_id).map(({ amt }) => `-${amt}`)).sort(),
    )
    if (limit !== undefined) expect(yuan(used)).toBeLessThanOrEqual(yuan(limit))
  }
  for (const user of users) await lostOwn(world, user, bills, paid)
  return paid
}

async function lostOwn(world: World, user: Insured, bills: readonly Bill[], paid: readonly Paid[]): Promise<void> {
  const own = bills.flatMap((bill, index) => (bill.user === user ? (paid[index]?.taken ?? []) : []))
  const lost = sumFen(own.flatMap(({ share_id, amt }) => (share_id === undefined ? [yuan(amt)] : [])))
  expect((await accountOf(world, user)).balance).toBe(formatYuan(subFen(yuan(user.own ?? '0.00'), lost)))
}

interface ShareSeen {
  share_id: string
  user_psn_no: string
  used: string
  status: string
}

async function sharesOf({ callers }: World, { n }: Insured): Promise<ShareSeen[]> {
  return (await callers.read({ role: 'citizen', psn_no: person(n).psn_no }, '/v1/shares')).shares
}

/** What was taken by a share and did not come back. */
function entriesOf(entries: readonly { amt: string; share_id?: string }[], shareId: string): string[] {
  const all = entries.filter(({ share_id }) => share_id === shareId).map(({ amt }) => amt)
  const stands = all.filter((amt) => amt.startsWith('-'))
  for (const back of all.filter((amt) => !amt.startsWith('-'))) {
    const at = stands.indexOf(`-${back}`)
    expect(at, `${back} came back that had not been taken`).toBeGreaterThanOrEqual(0)
    stands.splice(at, 1)
  }
  return stands.sort()
}

/** What the clearing of the day says that the areas owe each other in the province. */
export async function clearedOf({ callers }: World) {
  const body = { date: today, province: '210000' }
  const ask = { as: { role: 'operator' }, method: 'POST', path: '/v1/clearings', body } as const
  return answered(await callers.answer(ask), 200).body.gross
}
