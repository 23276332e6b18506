/** family-sharing/RULES.md 3.3 to 3.6: whatever dies half-way, and whoever comes at once, nothing is taken twice or lost. */
import { describe, expect, it } from 'vitest'
import type { Table } from '../../../../shared/table/table.ts'
import { Random } from '../../../simulator/random.ts'
import { citizen } from '../../../support/api.ts'
import { mortality } from '../../../support/mortality.ts'
import { home, near, scene, told } from './scene.ts'

/** A user with 10.00 of their own, and two holders: 50.00 there, 500.00 in another area. */
async function family(through?: (table: Table) => Table) {
  const self = await scene(undefined, through ? { through } : {})
  const user = await self.user(2, { at: near, own: '10.00' })
  const other = await self.user(3, { at: near, own: '50.00' })
  await self.share(2, {}, citizen(other))
  await self.stack.advanceTo('2026-03-03T10:00:00+08:00')
  await self.share(2)
  const standing = async () => [
    await self.balance(user, near),
    await self.balance(other, near),
    await self.balance(),
    (await self.proven()).unfunded,
  ]
  return { ...self, user, other, standing }
}

const paid = [
  [['own', '10.00'], ['shared', '50.00'], ['shared', '40.00'], '0.00'],
  ['0.00', '0.00', '460.00', '40.00'],
]
const untouched = ['10.00', '50.00', '500.00', '0.00']

/** Pays and gives back, dying at the `at`th write; whoever hears nothing asks again. */
async function playDyingAt(at: number, after: boolean) {
  const { state, mortal } = mortality()
  const self = await family(mortal)
  const untilHeard = async (call: () => ReturnType<typeof self.pay>) => {
    for (let tries = 0; tries < 3; tries++) {
      const answer = await call()
      state.dead = false
      if (answer.status < 500) return answer
    }
    throw new Error('never answered')
  }
  Object.assign(state, { writes: 0, at, after })
  const answer = await untilHeard(() => self.pay(self.user, '100.00'))
  const given = await untilHeard(() => self.back(self.user))
  const { writes } = state
  state.writes = Number.NEGATIVE_INFINITY
  return { writes, came: [told(answer), told(given), await self.standing()] }
}

describe('a call that dies at any write', () => {
  it('is paid, and given back, once when it is made again', async () => {
    const usual = [paid[0], ['100.00'], untouched]
    const undisturbed = await playDyingAt(0, false)
    expect(undisturbed.came).toEqual(usual)
    expect(undisturbed.writes).toBeGreaterThan(4)
    for (let at = 1; at <= undisturbed.writes; at++)
      for (const after of [false, true]) {
        const { came } = await playDyingAt(at, after)
        expect(came, `write ${at} ${after ? 'after' : 'before'}`).toEqual(usual)
      }
  })

  it('and is never made again leaves no fen unaccounted for, and is given back whole', async () => {
    for (const at of [2, 4, 5, 6]) {
      const { state, mortal } = mortality()
      const self = await family(mortal)
      Object.assign(state, { writes: 0, at })
      await self.pay(self.user, '100.00')
      Object.assign(state, { dead: false, writes: Number.NEGATIVE_INFINITY })
      await self.proven()
      await self.back(self.user)
      expect(await self.standing(), `write ${at}`).toEqual(untouched)
    }
  })
})

describe('at once', () => {
  it('the same call twice takes once, and says the same', async () => {
    const { user, pay, standing } = await family()
    const both = await Promise.all([pay(user, '100.00'), pay(user, '100.00')])
    expect(both[0]?.body).toEqual(both[1]?.body)
    expect([told(both[0]!), await standing()]).toEqual(paid)
  })

  it('paid and given back: nothing stays taken', async () => {
    // Each of them goes ahead of the other somewhere.
    for (let turn = 0; turn < 6; turn++) {
      let wait = turn
      const slow = (table: Table): Table => ({
        ...table,
        transact: async (all) => {
          for (let i = 0; i < wait % 5; i++) await Promise.resolve()
          wait = (wait * 7 + 3) % 11
          return table.transact(all)
        },
      })
      const { user, pay, back, standing } = await family(slow)
      const [answer, given] = await Promise.all([pay(user, '100.00'), back(user)])
      if (given.status === 404) await back(user)
      expect([200, 409]).toContain(answer.status)
      expect(await standing(), `turn ${turn}`).toEqual(untouched)
    }
  })

  it('many desks at one holder never take more than there is', async () => {
    const { stack, holder, user, share, pay, balance, proven } = await scene()
    const users = [await user(2), await user(3), await user(4)]
    for (const n of [2, 3, 4]) await share(n, { relation: 'child' })
    const random = new Random('desks')
    const asked = Array.from({ length: 12 }, (_, n) => ({ psn: random.pick(users), amt: random.int(1, 9_000), n }))
    const answers = await Promise.all(asked.map(({ psn, amt, n }) => pay(psn, (amt / 100).toFixed(2), `S${n}`)))
    const fen = (text: string) => Math.round(Number(text) * 100)
    const taken = answers.reduce((sum, { body }) => sum + fen(body.amt) - fen(body.rest), 0)
    const total = asked.reduce((sum, { amt }) => sum + amt, 0)
    expect(taken).toBe(Math.min(50_000, total))
    expect(fen((await balance(holder, home)) ?? '')).toBe(50_000 - taken)
    await proven()
    expect((await stack.file(holder)).all('spending').every(({ amt }) => amt >= 0)).toBe(true)
  })
})
