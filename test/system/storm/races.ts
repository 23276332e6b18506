/** At once, on the real stack and in calm weather: whoever is faster, the sums are the same. */
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { formatYuan, sumFen, yuan } from '../../../shared/money/index.ts'
import { accountOf, type Bill, giveBack, grant, home, type Insured, known, pay, registered, sumTaken } from './desks.ts'
import { answered, type World } from './world.ts'

const holder: Insured = { n: 400, at: home, own: '500.00' }
const users: readonly [Insured, Insured] = [
  { n: 401, at: home },
  { n: 402, at: '210100' },
]
const balance = async (world: World) => (await accountOf(world, holder)).balance

const bill = (setl_id: string, amt: string, user: Insured): Bill => ({ setl_id, amt, user, fate: 'keeps', asks: 1 })

/** A holder of 500.00 and two users, known to the system. */
export async function prepare(world: World): Promise<void> {
  await world.tell([holder, ...users].flatMap(registered))
  await known(world, [holder, ...users])
  for (const user of users) await grant(world, holder, user)
}

/** Two desks ask for more than there is. */
export async function twoDesks(world: World, round: number): Promise<void> {
  const bills = [bill(`two-${round}-a`, '400.00', users[0]), bill(`two-${round}-b`, '300.00', users[1])]
  const heard = await Promise.all(bills.map(async (one) => answered(await pay(world, one), 200).body))
  expect(sumFen(heard.map((body) => sumTaken(body)))).toBe(yuan('500.00'))
  expect(heard.map(({ rest }) => rest).sort()).toEqual(['0.00', '200.00'])
  expect(await balance(world)).toBe('0.00')
  await Promise.all(bills.map((one) => giveBack(world, one)))
  expect(await balance(world)).toBe('500.00')
}

/** A desk gives back what it is about to be paid; each of them goes ahead of the other in some round. */
export async function paidAndGivenBack(world: World, round: number): Promise<void> {
  const one = bill(`back-${round}`, '120.00', users[round % 2] as Insured)
  const [heard, given] = await Promise.all([pay(world, one), delay(3 * round).then(() => giveBack(world, one))])
  answered(heard, 200, 409)
  expect(given.body.taken).toEqual([])
  expect(await balance(world)).toBe('500.00')
  expect(await pay(world, one)).toMatchObject({ status: 409, body: { code: 'settlement-known' } })
}

/** Ten programs make the same call. */
export async function tenTimes(world: World, round: number): Promise<void> {
  const one = bill(`ten-${round}`, '70.00', users[round % 2] as Insured)
  const heard = await Promise.all(Array.from({ length: 10 }, async () => answered(await pay(world, one), 200).body))
  for (const body of heard) expect(body).toEqual(heard[0])
  expect(heard[0]).toMatchObject({ rest: '0.00', taken: [{ amt: '70.00' }] })
  expect(await balance(world)).toBe(formatYuan(yuan('430.00')))
  await giveBack(world, one)
}
