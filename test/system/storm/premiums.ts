/** A newborn's bill that both parents pay out of their accounts at once: whatever dies, one of them pays it, once. */
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { formatYuan, subFen, yuan } from '../../../shared/money/index.ts'
import { person } from '../../support/people.ts'
import type { Ask } from './callers.ts'
import { accountOf, home, type Insured, known, registered } from './desks.ts'
import { answered, type Tale, type Told, type World } from './world.ts'

const own = '900.00'
const psn_name = '测试宝宝'
const spreadMs = 5_000

/** The parents of a child, the mother first. */
interface Parents {
  readonly certificate: string
  readonly both: readonly [Insured, Insured]
}

/** The certificate of a birth of the day before. */
function birth({ certificate, both }: Parents): Told {
  const guardians = both.map(({ n }, index) => {
    const { certno, psn_name: name } = person(n)
    return { certno, psn_name: name, relation: index === 0 ? 'mother' : 'father' }
  })
  const born = { brdy: '2026-03-01T08:15:00+08:00', gend: '2', psn_name, fixmedins_code: 'H21020200001' }
  const data = { birth_cert_no: certificate, ...born, insu_admdvs: home, guardians }
  return { type: 'birth.certified', id: certificate, data }
}

/** So many children. */
export function premiums(count: number) {
  const families = Array.from({ length: count }, (_, index): Parents => {
    const at = (place: number) => ({ n: 300 + 2 * index + place, at: home, own })
    return { certificate: `Z21020000${index}`, both: [at(0), at(1)] }
  })
  return {
    async before(world: World) {
      const parents = families.flatMap(({ both }) => both)
      await world.tell(parents.flatMap(registered))
      await known(world, parents)
      await world.tell(families.map(birth))
      await world.until('all bills are made out', async () => billsTold(world).length === count || undefined)
    },
    async amid(world: World) {
      const random = world.random('premiums')
      await Promise.all(families.map((family) => play(world, family, random.int(0, spreadMs))))
    },
    async audit(world: World) {
      for (const family of families) await audited(world, family)
      const orders = world.offices.told('bank', 'payment.ordered').map(({ data }) => data)
      const ours = new Map(orders.flatMap(({ pay_no, bill_no, amt }) => (bill_no ? [[pay_no, { bill_no, amt }]] : [])))
      expect([...ours.values()].map(({ bill_no, amt }) => [bill_no, amt]).sort()).toEqual(
        billsTold(world)
          .map(({ bill_no, amt }) => [bill_no, amt])
          .sort(),
      )
    },
  } satisfies Tale & Record<string, unknown>
}

const billsTold = ({ offices }: World) => offices.told('tax', 'premium.assessed').map(({ data }) => data)

const citizen = ({ n }: Insured) => ({ role: 'citizen', psn_no: person(n).psn_no }) as const

async function childOf({ callers }: World, one: Insured): Promise<string> {
  const { dependants } = await callers.read(citizen(one), '/v1/me')
  return dependants[0].psn_no
}

async function billOf(world: World, family: Parents) {
  const child = await childOf(world, family.both[0])
  const bill = billsTold(world).find(({ psn_no }) => psn_no === child)
  if (!bill) throw new Error(`no bill of ${child}`)
  return { child, bill }
}

/** Both share with the child and pay its bill, each from two programs at once; resolves when it is paid. */
async function play(world: World, family: Parents, afterMs: number): Promise<void> {
  const { callers } = world
  await delay(afterMs)
  const { child, bill } = await billOf(world, family)
  const shares = { user_psn_no: child, user_psn_name: psn_name, relation: 'child' }
  const ask = (of: Insured, path: string, body: object): Ask => ({ as: citizen(of), method: 'POST', path, body })
  for (const of of family.both) answered(await callers.answer(ask(of, '/v1/shares', shares)), 201, 409)
  const pays = family.both.flatMap((of) => {
    const once = ask(of, '/v1/share-premiums', { bill_no: bill.bill_no })
    return [once, { ...once, key: `premium-${of.n}` }]
  })
  for (const heard of await Promise.all(pays.map((one) => callers.answer(one)))) answered(heard, 201, 409)
  await world.until(`${bill.bill_no} is paid`, async () => (await paidBy(world, family))[0])
}

/** The parents whose case paid. */
async function paidBy({ callers }: World, { both }: Parents): Promise<Insured[]> {
  const payers = []
  for (const of of both) {
    const { cases } = await callers.read(citizen(of), '/v1/cases?bundle=family-sharing')
    const paid = cases.filter((row: { outcome?: { result: string } }) => row.outcome?.result === 'paid')
    payers.push(...paid.map(() => of))
  }
  return payers
}

/** One of them paid, and has so much less. */
async function audited(world: World, family: Parents): Promise<void> {
  const { bill } = await billOf(world, family)
  const payers = await paidBy(world, family)
  expect(payers, `${bill.bill_no} is paid once`).toHaveLength(1)
  for (const of of family.both) {
    const left = of === payers[0] ? formatYuan(subFen(yuan(own), yuan(bill.amt))) : own
    expect((await accountOf(world, of)).balance, `${of.n}`).toBe(left)
  }
}
