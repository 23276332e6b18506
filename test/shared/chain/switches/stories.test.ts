/** What switching does to people's files over time (bundles/RULES.md 9), on the whole system in memory. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { canonicalJson } from '../../../../events/canonical.ts'
import { filingChain } from '../../../../functions/bundles/filing/chain.ts'
import { sampleBureau } from '../../../../infra/samples/bureau.ts'
import { addMs, type Day } from '../../../../shared/calendar/index.ts'
import { handle } from '../../../../shared/engine/handle.ts'
import { pidOf } from '../../../../shared/identity/index.ts'
import { put } from '../../../../shared/registers/file.ts'
import type { BundleSwitch } from '../../../../shared/registers/look.ts'
import { loadFile } from '../../../../shared/table/files.ts'
import { birth, childOf, mother, paid } from '../../../functions/bundles/newborn/scene.ts'
import { pension } from '../../../functions/bundles/retirement/scene.ts'
import { credit, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../../support/stack.ts'
import { turn } from '../../../support/switches.ts'

const today = '2026-03-12'
const area = '130100'
let stack: Stack

beforeEach(async () => {
  stack = await makeStack({ now: `${today}T09:00:00+08:00`, bundlesLive: false })
})
afterEach(() => vi.restoreAllMocks())

const to = (bundle: string, is: BundleSwitch, where = area) => turn(stack, { bundle }, where, is)
const shadows = async (psn: string) => (await stack.file(psn)).all('unopened')
const stands = async (psn: string) => (await shadows(psn)).map(({ stand }) => stand)

const visit = (psn_no: string, more: object = {}) => ({
  mdtrt_id: 'M1',
  fixmedins_code: 'H11010000001',
  mdtrtarea_admvs: '110000',
  psn_no,
  med_type: '21',
  begntime: `${today}T08:00:00+08:00`,
  cross_region_enabled: true,
  ...more,
})

async function insured(n = 1): Promise<string> {
  const psn = await register(stack, n)
  await stack.happen('enrolment.registered', enrolment(psn, area, '2019-03-01'))
  return psn
}

describe('the first day', () => {
  it('what began before it opens nothing, in shadow neither of whom was loaded, whenever it is told', async () => {
    const psn = await insured()
    const pid = pidOf(testKeys, psn)
    await handle(stack.ports, stack.rules, pid, {
      apply: (file) => ({ ok: { change: [put('person', { ...file.person!, history: today as Day })] } }),
    })
    await to('filing', { state: 'shadow' })
    await stack.happen('visit.admitted', visit(psn, { mdtrt_id: 'M0', begntime: '2026-03-11T23:59:00+08:00' }))
    expect(await shadows(psn)).toEqual([])
    await stack.happen('visit.admitted', visit(psn))
    expect(await stands(psn)).toMatchObject([{ status: 'waiting' }])
    await to('filing', { state: 'live', from: '2026-03-01' as Day })
    expect((await stack.cases(psn)).map(({ state }) => state)).toMatchObject([{ visit: 'H11010000001#M1' }])
  })

  it('leaves what is in shadow and began before it as it stood, and decides it no more', async () => {
    const psn = await insured()
    await to('filing', { state: 'shadow' })
    await stack.happen('visit.admitted', visit(psn, { mdtrt_id: 'M0', begntime: '2026-03-10T08:00:00+08:00' }))
    await stack.happen('visit.admitted', visit(psn))
    await to('filing', { state: 'live', from: '2026-03-11' as Day })
    const [left, ...none] = await shadows(psn)
    expect(none).toEqual([])
    expect(left).toMatchObject({ begins: '2026-03-10', stand: { status: 'waiting' } })
    expect(left?.wake_at).toBeUndefined()
    const sums = { medfee_sumamt: '10.00', fund_pay_sumamt: '5.00' }
    const end = { fixmedins_code: 'H11010000001', psn_no: psn, endtime: `${today}T08:30:00+08:00`, ...sums }
    await stack.happen('visit.settled', { ...end, mdtrt_id: 'M0', setl_id: 'S0' })
    await stack.happen('visit.settled', { ...end, mdtrt_id: 'M1', setl_id: 'S1' })
    expect(await shadows(psn)).toEqual([left])
    expect(await stack.cases(psn)).toMatchObject([{ status: 'done' }])
    // Back in shadow it is decided again, over all that is known.
    await to('filing', { state: 'shadow' })
    expect(await stands(psn)).toMatchObject([{ status: 'done' }])
  })

  it('may lie ahead: what begins by then is kept for it, and nothing opens before', async () => {
    const psn = await insured()
    await to('filing', { state: 'live', from: '2026-03-20' as Day })
    await stack.happen('visit.admitted', visit(psn))
    expect(await stack.cases(psn)).toEqual([])
    await to('filing', { state: 'live' })
    expect(await stack.cases(psn)).toHaveLength(1)
  })
})

describe('in shadow', () => {
  it('what is really paid counts, nothing comes of it, and live it is as if it had been so all along', async () => {
    await stack.setting('530100', { bundles: { newborn: { state: 'shadow' } } })
    await register(stack, 2, { certno: mother().certno, brdy: '1994-05-20' })
    await stack.happen('birth.certified', birth(today))
    expect(await stands(childOf())).toMatchObject([{ status: 'waiting', amt: 40000 }])
    await stack.happen('premium.paid', paid(2026, today))
    expect(await stands(childOf())).toMatchObject([{ status: 'done', outcome: { result: 'insured' } }])
    const file = await stack.file(childOf())
    expect([...file.all('case'), ...file.all('relation'), ...file.all('entitlement'), ...stack.sent()]).toEqual([])
    expect(file.all('premium')).toHaveLength(1)
    await to('newborn', { state: 'live', from: today as Day }, '530100')
    expect(await stack.cases(childOf())).toMatchObject([{ status: 'done', outcome: { result: 'insured' } }])
    expect((await stack.file(childOf())).all('entitlement')).toHaveLength(1)
  })

  it('a second notice of a certificate is in shadow too, and becomes a case after the first', async () => {
    await stack.setting('530100', { bundles: { newborn: { state: 'shadow' } } })
    await stack.happen('birth.certified', birth(today))
    await stack.happen('birth.certified', birth(today, { gend: '1' }))
    const before = await shadows(childOf())
    expect(before).toHaveLength(2)
    expect(before.map(({ stand }) => stand?.task).filter((task) => task === 'certificate-differs')).toHaveLength(1)
    await to('newborn', { state: 'live', from: today as Day }, '530100')
    const ids = (await stack.cases(childOf())).map(({ case_id }) => case_id)
    expect(ids.sort()).toEqual(before.map(({ case_id }) => case_id).sort())
    expect(await shadows(childOf())).toEqual([])
  })

  it('waits for a parameter, and is decided anew once it is set', async () => {
    stack = await makeStack({ now: `${today}T09:00:00+08:00`, bundlesLive: false, bureau: false })
    const psn = await register(stack, 1, { brdy: '1966-03-01' })
    await stack.happen('enrolment.registered', enrolment(psn, area, '1990-03-01'))
    await to('retirement', { state: 'shadow' })
    await stack.happen('pension.approved', pension(1, '1966-03-01', '2026-03-01'))
    const seen: string[] = []
    for (;;) {
      const [row] = await shadows(psn)
      if (row?.stand?.task !== 'policy-missing') break
      const names = row.topics.flatMap((topic) => (topic.startsWith('policy#') ? [topic.slice('policy#'.length)] : []))
      const [name] = names.filter((one) => !seen.includes(one))
      expect(name).toBeDefined()
      seen.push(name!)
      await stack.policy(sampleBureau.find((set) => set.name === name)!)
    }
    expect(seen.length).toBeGreaterThan(0)
    expect(await stands(psn)).toMatchObject([
      { status: expect.any(String), step: expect.not.stringMatching(/^findPlace$/) },
    ])
    expect(stack.sent()).toEqual([])
  })

  it('a fault stops nothing that is real, nor another shadow', async () => {
    const faults: string[] = []
    stack = await makeStack({
      now: `${today}T09:00:00+08:00`,
      bundlesLive: false,
      log: { info: () => {}, warn: () => {}, error: (message) => void faults.push(message) },
    })
    const psn = await insured()
    await to('filing', { state: 'shadow' })
    const { decide } = filingChain.steps.decide!
    vi.spyOn(filingChain.steps.decide!, 'decide').mockImplementation((ctx) => {
      if ((ctx.state as { visit: string }).visit.endsWith('#M1')) throw new Error('broken')
      return decide(ctx)
    })
    await stack.happen('visit.admitted', visit(psn))
    await stack.happen('visit.admitted', visit(psn, { mdtrt_id: 'M2' }))
    expect((await stack.file(psn)).all('visit')).toHaveLength(2)
    expect(new Set(faults)).toEqual(new Set(['shadow failed']))
    expect((await stands(psn)).map((stand) => stand?.status).sort()).toEqual(['waiting', undefined])
    vi.restoreAllMocks()
    await stack.happen('enrolment.paused', pause(psn, area, '2026-03-31'))
    expect((await stands(psn)).map((stand) => stand?.status)).toEqual(['waiting', 'waiting'])
  })

  it('it does not matter in which order things became known', async () => {
    const events = (psn: string): [Parameters<Stack['send']>[0], Record<string, unknown>][] => [
      ['enrolment.registered', enrolment(psn, '130200', '2019-03-01')],
      ['account.credited', credit(psn, '130200', '120.00')],
      ['enrolment.paused', pause(psn, '130200', '2026-02-28')],
      ['enrolment.registered', enrolment(psn, area, '2026-03-02')],
      ['visit.admitted', visit(psn)],
      [
        'visit.settled',
        {
          mdtrt_id: 'M1',
          fixmedins_code: 'H11010000001',
          psn_no: psn,
          setl_id: 'S1',
          endtime: `${today}T08:30:00+08:00`,
          medfee_sumamt: '10.00',
          fund_pay_sumamt: '5.00',
        },
      ],
      ['pension.approved', pension(1, '1966-03-01', '2026-03-01')],
    ]
    const told = async (order: number[]) => {
      stack = await makeStack({ now: `${today}T09:00:00+08:00`, bundlesLive: false })
      for (const where of [area, '130200']) {
        const bundles = Object.fromEntries(
          ['transfer', 'filing', 'retirement'].map((one) => [one, { state: 'shadow' as const }]),
        )
        await stack.setting(where, { bundles })
      }
      const psn = await register(stack, 1, { brdy: '1966-03-01' })
      const all = events(psn)
      const times = all.map((_, n) => addMs(stack.clock.now(), -60_000 * (all.length - n)))
      for (const n of order) await stack.happen(...all[n]!, { time: times[n]! })
      const rows = await shadows(psn)
      expect((await stack.file(psn)).all('case')).toEqual([])
      return rows.map(({ case_id, bundle, admdvs, begins, stand }) =>
        canonicalJson({ case_id, bundle, admdvs, begins, stand }),
      )
    }
    const all = [0, 1, 2, 3, 4, 5, 6]
    const inOrder = await told(all)
    expect(inOrder.length).toBeGreaterThanOrEqual(3)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(all, { minLength: all.length }), async (order) => {
        expect(await told(order)).toEqual(inOrder)
      }),
      { numRuns: 12 },
    )
  })
})

describe('switching', () => {
  it('more than a commit holds is carried through, off to shadow to live', async () => {
    const psn = await insured()
    const ids = Array.from({ length: 12 }, (_, n) => `M${n}`)
    for (const mdtrt_id of ids) await stack.happen('visit.admitted', visit(psn, { mdtrt_id }))
    expect((await stands(psn)).filter((stand) => stand !== undefined)).toEqual([])
    await to('filing', { state: 'shadow' })
    expect((await stands(psn)).filter((stand) => stand !== undefined)).toHaveLength(12)
    await to('filing', { state: 'live' })
    expect(await stack.cases(psn)).toHaveLength(12)
    expect(await shadows(psn)).toEqual([])
  })

  it('once more, or by who died on the way, opens no case twice and forgets none', async () => {
    const people: string[] = []
    for (const n of [1, 2, 3]) people.push(await insured(n))
    for (const psn of people) await stack.happen('visit.admitted', visit(psn, { mdtrt_id: psn }))
    const { send } = stack.ports.queues
    // Nobody hears of the switch: its writer dies before a message has left.
    const spy = vi.spyOn(stack.ports.queues, 'send').mockRejectedValue(new Error('died'))
    await expect(to('filing', { state: 'live' })).rejects.toThrow('died')
    spy.mockRestore()
    for (const psn of people) expect(await stack.cases(psn)).toEqual([])
    // Whoever is sent for next dies between two wakes.
    let wakes = 0
    const dying = vi.spyOn(stack.ports.queues, 'send').mockImplementation(async (queue, bodies, group) => {
      if (bodies.some((body) => body.includes('"wake"')) && ++wakes === 1) throw new Error('died')
      return send(queue, bodies, group)
    })
    await expect(stack.advanceTo(`${today}T09:02:00+08:00`)).rejects.toThrow('worker failed')
    dying.mockRestore()
    await stack.advanceTo(`${today}T09:30:00+08:00`)
    for (const psn of people) expect(await stack.cases(psn)).toHaveLength(1)
    const opened = await Promise.all(people.map((psn) => stack.journal(psn)))
    await to('filing', { state: 'live' })
    expect(await Promise.all(people.map((psn) => stack.journal(psn)))).toEqual(opened)
  })

  it('a file that is settled while the switch is set does not miss it', async () => {
    const psn = await insured()
    let meanwhile: (() => Promise<unknown>) | undefined
    const { transact } = stack.table
    vi.spyOn(stack.table, 'transact').mockImplementation(async (writes) => {
      const first = writes.some((write) => 'put' in write && write.put.sk.startsWith('B#unopened#'))
        ? meanwhile
        : undefined
      if (first) meanwhile = undefined
      await first?.()
      return transact(writes)
    })
    meanwhile = () => to('filing', { state: 'live' })
    await stack.happen('visit.admitted', visit(psn))
    expect(meanwhile).toBeUndefined()
    expect(await stack.cases(psn)).toHaveLength(1)
    expect(await shadows(psn)).toEqual([])
  })

  it('back to off: cases that are open go on to their end, and no other opens', async () => {
    await register(stack, 2, { certno: mother().certno, brdy: '1994-05-20' })
    await to('newborn', { state: 'live' }, '530100')
    await stack.happen('birth.certified', birth(today))
    expect(await stack.cases(childOf())).toMatchObject([{ status: 'waiting' }])
    await to('newborn', { state: 'off' }, '530100')
    await stack.happen('birth.certified', birth(today, { birth_cert_no: 'Z530000002' }))
    await stack.happen('premium.paid', paid(2026, today))
    expect(await stack.cases(childOf())).toMatchObject([{ status: 'done', outcome: { result: 'insured' } }])
    expect(await stack.cases(childOf('Z530000002'))).toEqual([])
  })
})

describe('what nothing will come of', () => {
  it('lies at rest after a while, and leaves the file', async () => {
    const psn = await insured()
    await stack.happen('visit.admitted', visit(psn))
    expect(await shadows(psn)).toHaveLength(1)
    await stack.advanceTo('2027-06-01T09:00:00+08:00')
    for (const last of ['2027-07-31', '2027-08-31']) await stack.happen('enrolment.paused', pause(psn, area, last))
    const file = await loadFile(stack.table, testKeys, pidOf(testKeys, psn))
    expect([file.count('unopened'), file.count('visit')]).toEqual([0, 0])
    expect((await stack.file(psn)).all('visit')).toHaveLength(1)
    await to('filing', { state: 'shadow' })
    await to('filing', { state: 'live', from: today as Day })
    expect(await stack.cases(psn)).toEqual([])
  })
})

describe('one person under two numbers', () => {
  const merge = (lost: string, kept: string) =>
    stack.happen('person.merged', { psn_no: lost, into_psn_no: kept, reason: '同一人' })

  it('is in shadow under the one that is kept alone', async () => {
    const [lost, kept] = [await insured(1), await register(stack, 3)]
    await to('filing', { state: 'shadow' })
    await stack.happen('visit.admitted', visit(lost))
    expect(await shadows(lost)).toHaveLength(1)
    await merge(lost, kept)
    expect(await shadows(lost)).toEqual([])
    expect(await stands(kept)).toMatchObject([{ status: 'waiting' }])
    const entries = [...stack.table.items.values()].filter(
      ({ pk, sk }) => pk.startsWith('T#switch') && sk.startsWith('sub#'),
    )
    expect(entries).toHaveLength(1)
  })

  it('goes on under it with what was open, though the bundle is off by then', async () => {
    const [lost, kept] = [await insured(1), await register(stack, 3)]
    await to('filing', { state: 'live' })
    await stack.happen('visit.admitted', visit(lost))
    await to('filing', { state: 'off' })
    await merge(lost, kept)
    expect(await stack.cases(kept, 'filing')).toMatchObject([{ status: 'waiting' }])
    await stack.happen('visit.admitted', visit(kept, { mdtrt_id: 'M2' }))
    expect(await stack.cases(kept, 'filing')).toHaveLength(1)
  })
})
