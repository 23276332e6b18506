import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clearingIdOf, loadClearing } from '../../functions/clearing/clearing.ts'
import { grossOf, type Owed, ordersFor, positionsOf } from '../../functions/clearing/netting.ts'
import type { Day } from '../../shared/calendar/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import { fen, yuan } from '../../shared/money/index.ts'
import { accountIn, fundedPart } from '../../shared/registers/ledger.ts'
import { claimShards, taskList } from '../../shared/table/keys.ts'
import { openList } from '../../shared/table/lists.ts'
import { moveAway } from '../support/people.ts'
import { makeStack, type Stack } from '../support/stack.ts'

const openTasks = ({ table }: Stack) => openList(table, taskList({ role: 'operator' })).take(10)

const owed = (debtor: string, creditor: string, amt: string): Owed => ({
  debtor: debtor as Admdvs,
  creditor: creditor as Admdvs,
  amt: yuan(amt),
})

describe('netting', () => {
  it('the example of the rules: three claims come to one order', () => {
    const claims = [
      owed('130200', '130100', '500.00'),
      owed('130100', '130300', '300.00'),
      owed('130300', '130200', '300.00'),
    ]
    const positions = positionsOf(grossOf(claims))
    expect(positions).toEqual([
      { admdvs: '130100', net: 20000 },
      { admdvs: '130200', net: -20000 },
      { admdvs: '130300', net: 0 },
    ])
    expect(ordersFor(positions)).toEqual([{ from: '130200', to: '130100', amt: 20000 }])
  })

  it('sums claims of a pair and counts them', () => {
    const gross = grossOf([owed('130200', '130100', '1.00'), owed('130200', '130100', '2.50')])
    expect(gross).toEqual([{ from_admdvs: '130200', to_admdvs: '130100', amt: 350, count: 2 }])
  })

  const area = fc.constantFrom('130100', '130200', '130300', '130400', '130500', '139900').map((code) => code as Admdvs)
  const claim = fc.record({ debtor: area, creditor: area, amt: fc.integer({ min: 1, max: 1e9 }).map(fen) })
  const claims = fc.array(
    claim.filter(({ debtor, creditor }) => debtor !== creditor),
    { maxLength: 60 },
  )

  it('no fen is lost or made: positions sum to zero and orders settle them exactly, with one order fewer than areas', () => {
    fc.assert(
      fc.property(claims, (all) => {
        const positions = positionsOf(grossOf(all))
        expect(positions.reduce((sum, { net }) => sum + net, 0)).toBe(0)
        const orders = ordersFor(positions)
        const left = new Map(positions.map(({ admdvs, net }) => [admdvs, net as number]))
        for (const { from, to, amt } of orders) {
          expect(amt).toBeGreaterThan(0)
          left.set(from, left.get(from)! + amt)
          left.set(to, left.get(to)! - amt)
        }
        expect([...left.values()].every((net) => net === 0)).toBe(true)
        const open = positions.filter(({ net }) => net !== 0).length
        expect(orders.length).toBeLessThanOrEqual(Math.max(0, open - 1))
      }),
    )
  })
})

/** One person moved from Tangshan to Shijiazhuang with 100 yuan, and the clearing of that day; something may happen before. */
async function cleared(before: (stack: Stack) => Promise<unknown> = async () => {}) {
  const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  const psn = await moveAway(stack, 1)
  await before(stack)
  const clearing = await stack.clear('13', '2026-03-02')
  const funded = async () => fundedPart(accountIn(await stack.file(psn), '130100' as Admdvs))
  const now = async () => (await loadClearing(stack.ports, clearing.clearing_id))!
  return { stack, psn, clearing, funded, now }
}

const settled = (amt: string) => ({
  clearing_id: 'CLR-13-2026-03-02',
  order_no: 'CLR-13-2026-03-02-130200-130100-10000',
  from_admdvs: '130200',
  to_admdvs: '130100',
  amt,
  bank_time: '2026-03-03T10:00:00+08:00',
})

describe('clearing', () => {
  it('of the same province and date is the same, however the province is written', async () => {
    const { stack, clearing } = await cleared()
    expect(clearingIdOf('130000', '2026-03-02' as Day)).toBe(clearing.clearing_id)
    const again = await stack.clear('13', '2026-03-02')
    expect(again).toEqual(clearing)
    expect(stack.sent('bank', 'funds.ordered')).toHaveLength(1)
  })

  it('speaks to partners under the name that cases speak under', async () => {
    const { stack } = await cleared()
    expect(new Set(stack.sent().map(({ source }) => source))).toEqual(new Set(['urn:mianshen:test']))
    expect(stack.sent().map(({ type }) => type)).toEqual(expect.arrayContaining(['funds.ordered', 'enrolment.changed']))
  })

  it('gives an order a number that says what is ordered: made again after a restore it is the same, or another', async () => {
    const { clearing } = await cleared()
    expect(clearing.orders.map(({ order_no }) => order_no)).toEqual([settled('100.00').order_no])
  })

  it('takes what was approved up to the end of its date, and leaves the rest to the next', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    expect(await stack.clear('13', '2026-03-01')).toMatchObject({ status: 'settled', positions: [], orders: [] })
  })

  it('a sum that differs makes the order differ and asks an operator, until the right report comes', async () => {
    const { stack, funded, now } = await cleared()
    await stack.happen('funds.settled', settled('99.00'))
    expect((await now()).orders).toMatchObject([{ status: 'differs' }])
    expect(await openTasks(stack)).toHaveLength(1)
    expect(await funded()).toBe(0)
    await stack.happen('funds.settled', settled('100.00'))
    expect(await now()).toMatchObject({ status: 'settled', orders: [{ status: 'settled' }] })
    expect(await openTasks(stack)).toHaveLength(0)
    expect(await funded()).toBe(10000)
  })

  it('takes a claim from the shard it stands in, which another release may have chosen', async () => {
    const elsewhere = async ({ table }: Stack) => {
      const [claim] = [...table.items.values()].filter(({ pk }) => pk.startsWith('CL#'))
      const pk = `CL#13#${(Number(claim!.pk.slice(-1)) + 4) % claimShards}`
      await table.transact([{ remove: { pk: claim!.pk, sk: claim!.sk } }, { put: { ...claim!, pk } }])
    }
    const { stack, clearing, funded } = await cleared(elsewhere)
    expect(clearing.orders).toHaveLength(1)
    expect([...stack.table.items.values()].filter(({ pk }) => pk.startsWith('CL#'))).toEqual([])
    await stack.happen('funds.settled', settled('100.00'))
    expect(await funded()).toBe(10000)
  })

  it('funds once, however often the bank reports', async () => {
    const { stack, funded } = await cleared()
    for (let times = 0; times < 3; times++) await stack.happen('funds.settled', settled('100.00'))
    expect(await funded()).toBe(10000)
  })

  it('tells an operator of a wrong report after the right one, and changes nothing else', async () => {
    const { stack, funded, now } = await cleared()
    await stack.happen('funds.settled', settled('100.00'))
    const open = () => openTasks(stack)
    await stack.happen('funds.settled', settled('99.00'), { id: 'wrong' })
    expect(await open()).toHaveLength(1)
    expect(await now()).toMatchObject({ status: 'settled', orders: [{ status: 'settled', amt: 10000 }] })
    expect(await funded()).toBe(10000)
    await stack.happen('funds.settled', settled('100.00'))
    expect(await open()).toHaveLength(0)
    // The same message once more, and an older word than the last: nothing.
    await stack.happen('funds.settled', settled('99.00'), { id: 'wrong' })
    await stack.happen('funds.settled', settled('98.00'), { time: '2026-03-01T09:00:00+08:00' })
    expect(await open()).toHaveLength(0)
    expect(await now()).toMatchObject({ status: 'settled', orders: [{ status: 'settled' }] })
  })

  it('believes the bank’s last word, in whatever order its words arrive', async () => {
    const { stack, now } = await cleared()
    const open = () => openTasks(stack)
    const at = (hour: string) => ({ time: `2026-03-03T${hour}:00:00+08:00` })
    await stack.happen('funds.settled', settled('100.00'), at('10'))
    await stack.happen('funds.settled', settled('100.00'), at('12'))
    await stack.happen('funds.settled', settled('99.00'), at('11'))
    expect(await open()).toHaveLength(0)
    await stack.happen('funds.settled', settled('99.00'), at('13'))
    expect(await open()).toHaveLength(1)
    expect(await now()).toMatchObject({ status: 'settled', orders: [{ status: 'settled' }] })
  })

  it('sets a report on an order that does not exist aside', async () => {
    const { stack } = await cleared()
    await stack.happen('funds.settled', { ...settled('100.00'), order_no: 'CLR-13-2026-03-02-99' })
    const rejected = [...stack.table.items.values()].filter((item) => item.pk.startsWith('R#'))
    expect(rejected).toHaveLength(1)
  })
})
