/** Who was loaded is who came by events, whole or not at all, and once. */
import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnyInboundType } from '../../../events/index.ts'
import { wireType } from '../../../events/index.ts'
import { ownInbox, receive } from '../../../functions/inbox/inbox.ts'
import { checkNow } from '../../../functions/proof/check.ts'
import { checkLedger } from '../../../functions/proof/ledger-check.ts'
import { makeProof } from '../../../functions/proof/proof.ts'
import { handleEvent, wake } from '../../../functions/worker/personal.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import type { Table } from '../../../shared/table/table.ts'
import { apiOf, citizen } from '../../support/api.ts'
import { eventsOf, type Province } from '../../support/province.ts'
import { makeStack, type Stack, testKeys } from '../../support/stack.ts'
import { loading, provinceOf, until } from './support.ts'

const now = `${until}T00:00:00+08:00`

/** The same history told by events, in any order, while no bundle does anything. */
async function tellAll(stack: Stack, { rows }: Province, order: (n: number) => number): Promise<void> {
  const events: [AnyInboundType, { psn_no: string }][] = [
    ...rows.persons.map((data) => ['person.registered', data] as const),
    ...rows.relations.map(({ paus_insu_date: _last, ...data }) => ['enrolment.registered', data] as const),
    ...rows.relations.flatMap(({ psn_no, insu_admdvs, insutype, paus_insu_date }) =>
      paus_insu_date ? [['enrolment.paused', { psn_no, insu_admdvs, insutype, paus_insu_date }] as const] : [],
    ),
    ...rows.months.map((data) => ['contribution.posted', data] as const),
    ...rows.accounts
      .filter(({ balance }) => balance !== '0.00')
      .map(({ balance, ...data }) => ['account.credited', { ...data, amt: balance }] as const),
  ].map(([type, data]) => [type, data as { psn_no: string }])
  const shuffled = events.map((event, n) => ({ event, at: order(n) })).sort((a, b) => a.at - b.at)
  const rules = { ...stack.rules, chains: [] }
  for (const [
    n,
    {
      event: [type, data],
    },
  ] of shuffled.entries()) {
    const event = { specversion: '1.0', id: `e${n}`, source: 'urn:test', type: wireType(type), time: now, data }
    const received = receive(stack.ports, JSON.stringify(event), ownInbox)
    if (!('message' in received)) throw new Error(JSON.stringify(received))
    await handleEvent(stack.ports, rules, pidOf(testKeys, data.psn_no), received.message)
  }
  // What waited for a person who came last may be more than one commit takes up: the file is woken, as the worker wakes it.
  for (const { psn_no } of rows.persons) {
    const pid = pidOf(testKeys, psn_no)
    while ((await stack.file(psn_no)).again) await wake(stack.ports, rules, pid)
  }
}

/** What a person sees of themselves, but for what tells how they came. */
async function seen(stack: Stack, psnNo: string) {
  const api = apiOf(stack)
  const [me, accounts] = await Promise.all([
    api.call(citizen(psnNo), 'GET /v1/me'),
    api.call(citizen(psnNo), 'GET /v1/me/accounts'),
  ])
  const held = accounts.body.accounts
    .filter(({ balance }: { balance: string }) => balance !== '0.00')
    .map(({ entries, ...account }: { entries: { amt: string }[] }) => ({
      ...account,
      entries: entries.map(({ amt }) => amt),
    }))
  const file = await stack.file(psnNo)
  return { me: me.body, accounts: held, months: file.all('months'), relations: file.all('relation').map(facts) }
}

const facts = ({ enrolments, pauses, ...relation }: { enrolments: object[]; pauses: object[] }) => {
  const { types: _types, ...rest } = relation as Record<string, unknown>
  const sorted = (all: object[]) => all.map((one) => JSON.stringify(one)).sort()
  return { ...rest, enrolments: sorted(enrolments), pauses: sorted(pauses) }
}

describe('a person who was loaded', () => {
  it('is the one who came by the same events, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), fc.infiniteStream(fc.nat()), async (seed, chance) => {
        const province = provinceOf(10, seed)
        const [loaded, told] = [await makeStack({ now }), await makeStack({ now })]
        const load = loading(loaded)
        expect(await load.run(['write', ...load.files(province)])).toMatchObject({ code: 0, found: [] })
        await tellAll(told, province, () => chance.next().value)
        const retired = new Set(province.rows.retirees.map(({ psn_no }) => psn_no))
        for (const { psn_no } of province.rows.persons) {
          const [one, other] = [await seen(loaded, psn_no), await seen(told, psn_no)]
          // No event of a register makes a retiree: that is a case's to do.
          const types = (all: { psn_type: string }[]) => all.map((relation) => ({ ...relation, psn_type: '' }))
          if (retired.has(psn_no)) for (const { me } of [one, other]) me.relations = types(me.relations)
          expect(one).toEqual(other)
        }
      }),
      { numRuns: 5 },
    )
  })

  it('has rights and filings as the files say, is retired from the day on, and no case', async () => {
    const stack = await makeStack({ now })
    const province = provinceOf(40)
    const load = loading(stack)
    expect((await load.run(['write', ...load.files(province)])).code).toBe(0)
    const api = apiOf(stack)
    for (const { psn_no, insu_admdvs, insutype, kind, from, to } of province.rows.entitlements) {
      const { body } = await api.call(citizen(psn_no), 'GET /v1/me/entitlements')
      expect(body.entitlements).toContainEqual({ psn_no, insu_admdvs, insutype, kind, from, to: to ?? null })
    }
    for (const { psn_no } of province.rows.retirees) {
      const { body } = await api.call(citizen(psn_no), 'GET /v1/me')
      expect(body.relations[0]).toMatchObject({ psn_type: '12', psn_insu_stas: '1' })
    }
    for (const { psn_no, kind, to_admdvs, from } of province.rows.filings) {
      const { body } = await api.call(citizen(psn_no), 'GET /v1/filings')
      expect(body.filings).toMatchObject([{ kind, to_admdvs, from }])
    }
    await stack.run()
    for (const { psn_no } of province.rows.persons) {
      expect((await stack.file(psn_no)).person).toMatchObject({ history: until })
      expect(await stack.cases(psn_no)).toEqual([])
    }
    expect(stack.sent()).toEqual([])
  })

  it('lives on by events as anybody does, and the ledger balances', async () => {
    const stack = await makeStack({ now })
    const province = provinceOf(60)
    const load = loading(stack)
    await load.run(['write', ...load.files(province)])
    expect(await checkLedger(stack.ports)).toMatchObject({ balanced: true, violations: [] })
    const before = new Map(province.rows.accounts.map(({ psn_no, balance }) => [psn_no, balance]))
    for (const event of eventsOf(province, 0)) {
      stack.clock.set(event.time as never)
      await stack.sendRaw(JSON.stringify(event))
      await stack.run()
    }
    expect([...stack.table.items.values()].filter(({ pk }) => pk.startsWith('R#'))).toEqual([])
    // What somebody moved for in the past opens nothing, whatever else happens to them.
    const acted = new Set(
      eventsOf(province, 0)
        .filter(({ type }) => !/account|contribution/.test(type))
        .map(({ data }) => data.psn_no),
    )
    const quiet = province.rows.persons.filter(({ psn_no }) => !acted.has(psn_no))
    expect(quiet.length).toBeGreaterThan(30)
    for (const { psn_no } of quiet) expect(await stack.cases(psn_no)).toEqual([])
    const spent = eventsOf(province, 0).find(({ type }) => type.includes('account.credited'))
    const psnNo = spent?.data.psn_no as string
    const file = await stack.file(psnNo)
    expect(file.all('account')[0]?.balance).not.toBe(before.get(psnNo))
    expect(await checkLedger(stack.ports)).toMatchObject({ balanced: true, violations: [] })
  })
})

describe('a number that was loaded', () => {
  it('merged into one that came by events, brings its history along, and still opens nothing', async () => {
    const stack = await makeStack({ now })
    const province = provinceOf(60)
    const load = loading(stack)
    await load.run(['write', ...load.files(province)])
    const moved = province.rows.relations.find(({ paus_insu_date }) => paus_insu_date !== undefined)!.psn_no
    const { certno: _number, ...person } = province.rows.persons.find(({ psn_no }) => psn_no === moved)!
    await stack.happen('person.registered', { ...person, psn_no: '1', certno: '11010519491231002X' })
    await stack.happen('person.merged', { psn_no: moved, into_psn_no: '1', reason: '同一人' })
    const file = await stack.file('1')
    expect(file.person?.history).toBe(until)
    expect(file.all('relation').length).toBeGreaterThan(1)
    expect(file.all('case')).toEqual([])
    expect(await checkLedger(stack.ports)).toMatchObject({ balanced: true, violations: [] })
  })
})

describe('balances that were loaded', () => {
  it('are seen by who proves what changed since the last proof, an account that differs too', async () => {
    const stack = await makeStack({ now })
    const prove = makeProof(stack.ports)
    expect((await prove()).ledger).toMatchObject({ balanced: true, total_debit: '0.00' })
    stack.clock.set('2026-03-01T03:00:00+08:00' as Instant)
    const load = loading(stack)
    const province = provinceOf(30)
    await load.run(['write', ...load.files(province)])
    const fen = province.rows.accounts.reduce((sum, { balance }) => sum + Number(balance.replace('.', '')), 0)
    const total = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
    expect(await checkNow(stack.ports)).toMatchObject({ balanced: true, violations: [], total_debit: total })
    stack.clock.set('2026-03-01T05:00:00+08:00' as Instant)
    expect((await prove()).ledger).toMatchObject({ balanced: true, total_debit: total })
    expect(await checkLedger(stack.ports)).toMatchObject({ balanced: true, total_debit: total })
    const [key, head] = [...stack.table.items].find(([, item]) => item.sk === 'A#head' && item.list !== undefined)!
    const entry = [...stack.table.items.keys()].find((one) => one.startsWith(head.pk) && one.includes('M#'))
    await stack.table.write({ remove: { pk: head.pk, sk: entry!.slice(head.pk.length + 1) } })
    expect((await checkLedger(stack.ports)).balanced).toBe(false)
    expect(key).toContain('A#head')
  })
})

/** The table, which fails at one call: before it was carried out, or after. */
function failingAt(table: Table, call: number, when: 'before' | 'after'): Table & { calls: number } {
  let calls = 0
  const disturbed = async <T>(carryOut: () => Promise<T>): Promise<T> => {
    calls += 1
    const fails = calls === call
    if (fails && when === 'before') throw new Error('table out of reach')
    const done = await carryOut()
    if (fails) throw new Error('table out of reach')
    return done
  }
  return {
    get: (key) => disturbed(() => table.get(key)),
    getMany: (keys, how) => disturbed(() => table.getMany(keys, how)),
    query: (query) => disturbed(() => table.query(query)),
    write: (write) => disturbed(() => table.write(write)),
    putMany: (items) => disturbed(() => table.putMany(items)),
    transact: (writes) => disturbed(() => table.transact(writes)),
    scan: (cursor, how) => disturbed(() => table.scan(cursor, how)),
    get calls() {
      return calls
    },
  }
}

describe('a load that is stopped', () => {
  const keysIn = (stack: Stack) => [...stack.table.items.keys()].sort()

  it.each(['before', 'after'] as const)('%s any call is carried on, and comes to the same', async (when) => {
    const province = provinceOf(30)
    const whole = await makeStack({ now })
    const calm = loading(whole)
    const counted = failingAt(whole.table, 0, when)
    await calm.run(['write', ...calm.files(province)], counted)
    expect(counted.calls).toBeGreaterThan(4)
    for (let call = 1; call <= counted.calls; call++) {
      const stack = await makeStack({ now })
      const load = loading(stack)
      const files = load.files(province)
      const broken = await load.run(['write', ...files], failingAt(stack.table, call, when))
      expect(broken).toMatchObject({ code: 2, err: expect.stringContaining('再运行一次') })
      const halfway = await Promise.all(province.rows.persons.map(({ psn_no }) => stack.file(psn_no)))
      // Whoever is there is there whole.
      for (const file of halfway) expect(file.version > 0).toBe(file.person !== undefined)
      expect(await checkLedger(stack.ports)).toMatchObject({ balanced: true })
      expect(existsSync(load.work)).toBe(true)
      expect(await load.run(['write', ...files])).toMatchObject({ code: 0, found: [] })
      expect(existsSync(load.work)).toBe(false)
      expect(keysIn(stack)).toEqual(keysIn(whole))
    }
  })

  it('is done when it is run again without its work directory too, and doubles nothing', async () => {
    const province = provinceOf(30)
    const stack = await makeStack({ now })
    const load = loading(stack)
    await load.run(['write', ...load.files(province)])
    const before = new Map(stack.table.items)
    const again = loading(stack)
    expect(await again.run(['write', ...again.files(province, 'csv')])).toMatchObject({ code: 0 })
    expect(new Map(stack.table.items)).toEqual(before)
  })
})

describe('who is there already', () => {
  it('is left as they are: by events, by another content, by a number that leads to somebody else', async () => {
    const stack = await makeStack({ now })
    const { rows } = provinceOf(6)
    const [first, second, third] = rows.persons as [
      (typeof rows.persons)[0],
      (typeof rows.persons)[0],
      (typeof rows.persons)[0],
    ]
    await stack.happen('person.registered', { ...first })
    await stack.happen('person.registered', { ...second, psn_no: '13000000000000000001' })
    const load = loading(stack)
    const ran = await load.run(['write', ...load.rows({ persons: [first, second, third] })])
    expect(ran.code).toBe(1)
    expect(ran.found.map(({ level, line, reason }) => `${level} ${line} ${reason.slice(0, 12)}`).sort()).toEqual([
      'left 1 系统里已经有这个人，由事',
      'left 2 证件号码已经登记在另一个',
    ])
    expect((await stack.file(first.psn_no)).person?.history).toBeUndefined()
    const other = loading(stack)
    const changed = await other.run(['write', ...other.rows({ persons: [{ ...third, psn_name: '改了名' }] })])
    expect(changed.found[0]?.reason).toContain('内容不同')
  })

  it('is loaded upon events that came too early: they are taken up, by person number and by identity number', async () => {
    const stack = await makeStack({ now })
    const { rows } = provinceOf(30)
    const person = rows.persons.find(({ psn_no }) => rows.accounts.some((one) => one.psn_no === psn_no))!
    const account = rows.accounts.find(({ psn_no }) => psn_no === person.psn_no)!
    const { psn_no, certno } = person
    await stack.happen('account.credited', { psn_no, insu_admdvs: account.insu_admdvs, amt: '5.00' })
    await stack.happen('death.registered', { certno, dead_date: '2026-02-27' })
    await stack.advanceTo('2026-03-01T05:00:00+08:00')
    const load = loading(stack)
    const own = <T extends { psn_no: string }>(all: readonly T[]) => all.filter((one) => one.psn_no === psn_no)
    const files = load.rows({
      persons: own(rows.persons),
      relations: own(rows.relations),
      accounts: own(rows.accounts),
    })
    expect(await load.run(['write', ...files])).toMatchObject({ code: 0, found: [] })
    await stack.advanceTo('2026-03-01T05:10:00+08:00')
    const file = await stack.file(psn_no)
    expect(file.died).toBe('2026-02-27')
    expect(file.count('parked')).toBe(0)
    expect(file.all('account')[0]?.balance).toBe(Number(account.balance.replace('.', '')) + 500)
  })
})
