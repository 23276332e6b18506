/** family-sharing/RULES.md 6.1: the books of shared accounts, whatever happens in whatever order. */
import { expect, it } from 'vitest'
import { pidOf } from '../../../../shared/identity/index.ts'
import type { Movement } from '../../../../shared/registers/ledger.ts'
import { journalOf } from '../../../../shared/table/journal.ts'
import { journalRange, personKey } from '../../../../shared/table/keys.ts'
import { queryAll } from '../../../../shared/table/table.ts'
import { Random } from '../../../simulator/random.ts'
import { citizen } from '../../../support/api.ts'
import { type Stack, testKeys } from '../../../support/stack.ts'
import { near, scene } from './scene.ts'

/** All entries of somebody's journals. */
async function movementsOf({ table }: Stack, psnNo: string): Promise<Movement[]> {
  const pid = pidOf(testKeys, psnNo)
  const kinds = await Promise.all(
    (['J', 'M'] as const).map((kind) => queryAll(table, { pk: personKey(pid), ...journalRange(kind) })),
  )
  return kinds.flat().flatMap((item) => journalOf(testKeys, pid, item).move)
}

/** Sums of all entries of an account of the ledger, in fen. */
function sumsOf(movements: readonly Movement[]) {
  const sums = new Map<string, number>()
  const add = (account: string, amt: number) => sums.set(account, (sums.get(account) ?? 0) + amt)
  for (const { mode, debit, credit, amt } of movements) {
    if (mode === 'post') continue
    const sign = mode === 'void' ? -1 : 1
    add(debit, -sign * amt)
    add(credit, sign * amt)
  }
  return sums
}

/** Some days of two holders and two users, at desks, by reports, given back and cleared. */
async function lead(seed: number) {
  const random = new Random(`always ${seed}`)
  const self = await scene()
  const { stack, user, share, pay, back, spent, clear } = self
  const users = [await user(2, { at: near, own: '30.00' }), await user(3, { own: '40.00' })]
  const other = citizen(await user(4, { at: near, own: '80.00' }))
  const shares = [
    (await share(2, { limit: '150.00' })).body.share_id,
    (await share(3)).body.share_id,
    (await share(2, {}, other)).body.share_id,
  ]
  const yuan = (most: number) => (random.int(1, most) / 100).toFixed(2)
  const reported = new Map<string, number>()
  const billed = new Map<string, { amt: string; psn: string }>()
  for (let turn = 0; turn < 14; turn++) {
    stack.clock.advance('PT1H')
    const psn = random.pick(users)
    const setl_id = `S${random.int(1, 6)}.${psn}`
    const known = billed.get(setl_id)
    await random.weighted<() => Promise<unknown>>([
      [
        5,
        async () => {
          const amt = known?.amt ?? yuan(20_000)
          const answer = await pay(psn, amt, setl_id)
          if (answer.status !== 200) return
          billed.set(setl_id, { amt, psn })
          // 6.2: none beyond what is borne, unless the institution itself has reported more.
          const sum = answer.body.taken.reduce((all: number, one: { amt: string }) => all + Number(one.amt), 0)
          expect(sum).toBeLessThanOrEqual(Math.max(Number(amt), reported.get(setl_id) ?? 0) + 0.001)
        },
      ],
      [2, () => back(psn, setl_id)],
      [
        3,
        () => {
          const amt = random.chance(0.2) ? '0.00' : yuan(6_000)
          reported.set(setl_id, Math.max(Number(amt), reported.get(setl_id) ?? 0))
          return spent(psn, amt, setl_id)
        },
      ],
      [0.5, () => self.end(random.pick(shares))],
      [0.7, () => clear(stack.clock.now().slice(0, 10))],
    ])()
    await self.proven()
  }
  const movements = await Promise.all([self.holder, ...users, 'P000004'].map((one) => movementsOf(stack, one)))
  return { sums: sumsOf(movements.flat()), self }
}

it('all entries add up to nothing, and no balance falls below it', async () => {
  for (let seed = 1; seed <= 6; seed++) {
    const { sums, self } = await lead(seed)
    const total = [...sums.values()].reduce((all, one) => all + one, 0)
    expect(total, `seed ${seed}`).toBe(0)
    const below = [...sums].filter(([account, sum]) => account.startsWith('person:') && sum < 0)
    expect(below, `seed ${seed}`).toEqual([])
    expect(Number(await self.balance())).toBeGreaterThanOrEqual(0)
  }
})
