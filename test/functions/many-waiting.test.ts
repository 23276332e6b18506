/**
 * Many settlements of one person may wait for their credit for years. What another event costs does not grow with them:
 * counted in sealed rows that are opened, which is what it costs.
 */
import { expect, it, vi } from 'vitest'
import { pidOf } from '../../shared/identity/index.ts'
import { rowItem, rowOf } from '../../shared/table/files.ts'
import { personKey, rowSk } from '../../shared/table/keys.ts'
import type { Item } from '../../shared/table/table.ts'
import { credit, register } from '../support/people.ts'
import { makeStack, type Stack, testKeys } from '../support/stack.ts'

const opened = vi.hoisted(() => ({ times: 0 }))
vi.mock('../../shared/identity/seal.ts', async (real) => {
  const { open, ...others } = await real<typeof import('../../shared/identity/seal.ts')>()
  const counted: typeof open = (...sealed) => {
    opened.times++
    return open(...sealed)
  }
  return { ...others, open: counted }
})

const area = '130100'
const now = '2026-03-02T09:00:00+08:00'
const psn = 'P000001'
const pid = pidOf(testKeys, psn)

const spent = (setl_id: string, amt = '10.00') => ({ psn_no: psn, insu_admdvs: area, setl_id, amt })
const minute = (n: number) =>
  `2026-03-01T${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00+08:00`

/** A person with so many settlements that wait, the latest reported first. */
async function withWaiting(count: number): Promise<Stack> {
  const stack = await makeStack({ now })
  await register(stack, 1)
  for (let n = count; n > 0; n--) await stack.send('account.spent', spent(`S${n}`), { time: minute(n) })
  await stack.run()
  expect((await stack.file(psn)).count('parked')).toBe(count)
  return stack
}

async function opens(work: () => Promise<unknown>): Promise<number> {
  const before = opened.times
  await work()
  return opened.times - before
}

const parkedItems = ({ table }: Stack): Item[] =>
  [...table.items.values()].filter(({ pk, sk }) => pk === personKey(pid) && sk.startsWith('B#parked#'))

/** As a release before this one stored it: nothing on the outside, and nothing that tells the settlement. */
async function asOlderReleaseStored(stack: Stack): Promise<void> {
  for (const { o: _cover, ...item } of parkedItems(stack)) {
    const { spent: _spent, ...row } = rowOf<Record<string, unknown>>(testKeys, pid, item)
    await stack.table.write({ put: { ...item, ...rowItem(testKeys, pid, item.sk, row) } })
  }
}

it('costs as much with four hundred that wait as with fifty', async () => {
  const month = { accrym_begn: '202501', accrym_end: '202501', base: '5000.00', amt_psn: '1.00', amt_emp: '1.00' }
  const costs = async (count: number) => {
    const stack = await withWaiting(count)
    return {
      waits: await opens(() => stack.happen('account.spent', spent('T'), { time: minute(1_000) })),
      corrected: await opens(() => stack.happen('account.spent', spent('T', '20.00'), { time: now })),
      unrelated: await opens(() =>
        stack.happen('contribution.posted', { psn_no: psn, insu_admdvs: area, insutype: '310', ...month }),
      ),
      elsewhere: await opens(() => stack.happen('account.credited', credit(psn, '130200', '5.00'))),
      paysOne: await opens(() => stack.happen('account.credited', credit(psn, area, '10.00'))),
      paidBeside: await opens(() => stack.happen('account.spent', spent('U', '0.00'))),
    }
  }
  const few = await costs(50)
  expect(await costs(400)).toEqual(few)
  expect(few.paysOne).toBeGreaterThan(few.unrelated)
})

it('costs each as much when one credit covers them all', async () => {
  const each = async (count: number) => {
    const stack = await withWaiting(count)
    const cost = await opens(() => stack.happen('account.credited', credit(psn, area, `${count * 10}.00`)))
    const file = await stack.file(psn)
    expect([file.count('parked'), file.one('account', area)?.balance]).toEqual([0, 0])
    return cost / count
  }
  expect(await each(360)).toBeLessThanOrEqual(await each(45))
})

it('pays those reported for the earlier time, none to be taken back for another', async () => {
  const stack = await withWaiting(40)
  await stack.happen('account.credited', credit(psn, area, '100.00'))
  const file = await stack.file(psn)
  const paid = file.all('spending').map(({ setl_id, amt, turns }) => ({ setl_id, amt, turns }))
  expect(paid.map(({ setl_id }) => setl_id).sort()).toEqual(Array.from({ length: 10 }, (_, n) => `S${n + 1}`).sort())
  expect(paid.every(({ amt, turns }) => amt === 1000 && turns === undefined)).toBe(true)
})

it('finds the report that it corrects, also one that an older release stored', async () => {
  const stack = await withWaiting(3)
  await asOlderReleaseStored(stack)
  await stack.happen('account.spent', spent('S2', '5.00'), { time: now })
  expect(parkedItems(stack)).toHaveLength(3)
  await asOlderReleaseStored(stack)
  await stack.happen('account.credited', credit(psn, area, '25.00'))
  expect((await stack.file(psn)).count('parked')).toBe(0)
  expect((await stack.file(psn)).one('account', area)?.balance).toBe(0)
})

it('takes the place of an older report that waits, though it is paid at once', async () => {
  const stack = await withWaiting(3)
  await stack.happen('account.spent', spent('S2', '0.00'), { time: now })
  expect(parkedItems(stack)).toHaveLength(2)
})

it('says on the outside of what waits neither which settlement it is nor its sum', async () => {
  const stack = await withWaiting(1)
  const [item] = parkedItems(stack)
  expect(JSON.parse(item?.o as string)).toEqual({
    reason: 'needs-credit',
    list_at: expect.any(String),
    spent: { area, settlement: expect.stringMatching(/^[a-z2-7]{20}$/), time: minute(1) },
  })
})

it('waits for its credit once its person is known', async () => {
  const stack = await makeStack({ now })
  const id = await stack.send('account.spent', spent('S1'))
  await stack.run()
  const key = { pk: personKey(pid), sk: rowSk('parked', (await stack.file(psn)).all('parked')[0]?.id ?? '') }
  expect(JSON.parse((await stack.table.get(key))?.o as string)).toMatchObject({ reason: 'needs-person' })
  await register(stack, 1)
  expect((await stack.file(psn)).all('parked')).toMatchObject([{ reason: 'needs-credit', private: { event: { id } } }])
})
