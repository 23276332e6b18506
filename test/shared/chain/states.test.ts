/** States of older and of newer releases: brought up to date, referred, or left. */
import { describe, expect, it } from 'vitest'
import { work } from '../../../functions/worker/worker.ts'
import { addMs, type Day, endOfDay } from '../../../shared/calendar/index.ts'
import { type AnyChain, stepsOver } from '../../../shared/chain/chain.ts'
import { field } from '../../../shared/chain/fields.ts'
import type { Rules } from '../../../shared/chain/settle.ts'
import { caseStates, misfit, OutOfDate, upgraded } from '../../../shared/chain/states.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { handle } from '../../../shared/engine/handle.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { put } from '../../../shared/registers/file.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { schemas } from '../../../shared/schemas.ts'
import { person } from '../../support/people.ts'
import { makeStack, testKeys } from '../../support/stack.ts'

const area = '130100' as Admdvs
const until = endOfDay('2026-03-05' as Parameters<typeof endOfDay>[0])
const nameGiven = { milestone: 'name', title: '姓名' }
const { psn_no, ...facts } = person(1)
const pid = pidOf(testKeys, psn_no)
const named = (psn_name: string) => ({
  apply: () => ({
    ok: {
      change: [
        put('person', { psn_no, psn_cert_type: '01', gend: '1', brdy: facts.brdy, private: { psn_name } } as never),
      ],
    },
  }),
})
const rulesOf = (...chains: AnyChain[]): Rules => ({ chains, applyParked: () => () => ({ ok: {} }) })

const wait = { actor: 'partner', what: nameGiven, until } as const
const isDone = (file: { person: { private: { psn_name: string } } | undefined }) =>
  file.person?.private.psn_name === '完'
const about = { about: 'x', admdvs: area, begins: '2026-01-01' as Day }

/** Version 1 counts in `n`, stands at `idle`. */
const first = (broken = false) => {
  const kit = stepsOver(caseStates({ version: 1, state: (z) => ({ n: z.int() }) }))
  return kit.chain({
    bundle: 'count',
    prefix: 'CO',
    title: '数',
    first: 'idle',
    steps: { idle: kit.step({ label: '等', goes: [], decide: () => kit.wait(wait) }) },
    starts: () => [{ ...about, state: { n: broken ? ('one' as never) : 1 } }],
  })
}

/** Version 3 keeps a list of fen in `sums`; version 2 had one sum in `sum`, at the step `rest`. */
const third = (ofText: (text: string) => number = () => Number.NaN) => {
  const kit = stepsOver(
    caseStates({
      version: 3,
      state: (z) => ({ sums: z.array(field.fen(z)) }),
      upgrades: {
        1: {
          steps: { idle: 'rest' },
          state: ({ n }: { n: number | string }) => ({ sum: typeof n === 'string' ? ofText(n) : n * 100 }),
        },
        2: { steps: { rest: 'awaitName' }, state: ({ sum }: { sum: number }) => ({ sums: [sum] }) },
      },
    }),
  )
  return kit.chain({
    bundle: 'count',
    prefix: 'CO',
    title: '数',
    first: 'awaitName',
    steps: {
      awaitName: kit.step({
        label: '等',
        goes: [],
        decide: ({ file, state }) => (isDone(file) ? kit.end('done', { sum: state.sums[0] }) : kit.wait(wait)),
      }),
    },
    starts: () => [{ ...about, state: { sums: [] } }],
    ended: ({ state, case: { outcome } }) =>
      outcome?.again ? kit.stay() : kit.end('done', { ...outcome, again: state.sums }),
    atEnd: (file) => file.all('case').map((row) => ({ cases: [row], rows: [] })),
    concerns: () => ['x'],
  })
}

/** Another bundle, whose step and start look into the first's case. */
const reader = (counts: AnyChain, readsToStart = false) => {
  const kit = stepsOver(caseStates({ version: 1, state: () => ({}) }))
  const counting = stepsOver(counts.states)
  const look = (file: { all(register: 'case'): CaseRow[] }) =>
    file.all('case').flatMap((row) => (row.bundle === 'count' ? [counting.stateIn(row)] : []))
  return kit.chain({
    bundle: 'reader',
    prefix: 'RE',
    title: '看',
    first: 'read',
    steps: {
      read: kit.step({
        label: '看',
        goes: [],
        decide: ({ file, action }) =>
          isDone(file) || action
            ? kit.end('done', { seen: look(file) })
            : kit.wait({ ...wait, actions: [{ action: 'withdraw', title: '撤回', fields: () => ({}) } as never] }),
      }),
    },
    starts: (file) => (readsToStart && look(file).length === 0 ? [] : [{ ...about, state: {} }]),
  })
}

async function setting(...chains: AnyChain[]) {
  const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  const cases = async () => (await stack.file(psn_no)).all('case')
  const tasks = async () => (await stack.file(psn_no)).all('task')
  await handle(stack.ports, rulesOf(...chains), pid, named('甲'))
  return { stack, ports: stack.ports, cases, tasks }
}

describe('a state of an older release', () => {
  it('is brought from version to version, with the names of steps', async () => {
    const { cases } = await setting(first())
    const [row] = await cases()
    expect(upgraded(third().states, row!)).toEqual({
      ...row,
      chain_version: 3,
      step: 'awaitName',
      state: { sums: [100] },
    })
  })

  it('is decided upon in its new form, and stored in it once something changes', async () => {
    const { ports, cases } = await setting(first())
    await handle(ports, rulesOf(third()), pid, named('乙'))
    expect(await cases()).toMatchObject([{ chain_version: 1, step: 'idle', state: { n: 1 } }])
    await handle(ports, rulesOf(third()), pid, named('完'))
    expect(await cases()).toMatchObject([
      { status: 'done', chain_version: 3, state: { sums: [100] }, outcome: { sum: 100 } },
    ])
  })

  it('is brought up to date also where the case was called back from rest', async () => {
    const kit = stepsOver(first().states)
    const ending = { idle: kit.step({ label: '等', goes: [], decide: () => kit.end('done', {}) }) }
    const atEnd: AnyChain['atEnd'] = (file) => file.all('case').map((row) => ({ cases: [row], rows: [] }))
    const { ports, stack } = await setting({ ...first(), steps: ending, atEnd } as AnyChain)
    expect([...stack.table.items.values()].some(({ sk }) => sk.startsWith('D#case#'))).toBe(true)
    await handle(ports, rulesOf(third()), pid, named('完'))
    expect((await stack.file(psn_no)).all('case')).toMatchObject([{ chain_version: 3, outcome: { again: [100] } }])
  })

  it('that fits nothing stops its case alone, names fields and no more, and goes on once an upgrade is there', async () => {
    const broken = first(true)
    const { ports, stack, cases, tasks } = await setting(broken, reader(first()))
    await handle(ports, rulesOf(third(), reader(third(Number))), pid, named('乙'))
    expect(await cases()).toMatchObject([
      { chain_version: 1, state: { n: 'one' }, waiting_for: { actor: 'operator', what: 'chain-stopped' } },
      { bundle: 'reader', waiting_for: { actor: 'partner' } },
    ])
    expect(await tasks()).toMatchObject([
      { kind: 'chain-stopped', status: 'open', facts: { bundle: 'count', step: 'idle' } },
    ])
    const { unfit } = (await tasks())[0]!.facts
    expect(unfit).toContain('state.sums.0')
    expect(unfit).not.toContain('one')
    stack.clock.set(addMs(stack.clock.now(), 25 * 3_600_000))
    await work(ports, rulesOf(third((text) => (text === 'one' ? 100 : 0))), { kind: 'wake', pid })
    await handle(ports, rulesOf(third((text) => (text === 'one' ? 100 : 0))), pid, named('完'))
    expect((await cases())[0]).toMatchObject({ status: 'done', outcome: { sum: 100 } })
    expect(await tasks()).toMatchObject([{ kind: 'chain-stopped', status: 'closed' }])
  })

  it('stops with it who can’t decide without it', async () => {
    const { ports, cases } = await setting(first(true), reader(first()))
    await handle(ports, rulesOf(third(), reader(third())), pid, named('完'))
    expect((await cases()).map(({ waiting_for }) => waiting_for?.what)).toEqual(['chain-stopped', 'chain-stopped'])
  })
})

describe('a state of a newer release', () => {
  it('is not read in another form: who can’t decide without it is left to that release, with what has been reported', async () => {
    const { ports, stack, cases } = await setting(third(), reader(third()))
    await handle(ports, rulesOf(first(), reader(first())), pid, named('完'))
    expect(await cases()).toMatchObject([
      { bundle: 'count', chain_version: 3, retry_at: expect.any(String) },
      { bundle: 'reader', status: 'waiting', retry_at: expect.any(String) },
    ])
    expect((await stack.file(psn_no)).person?.private.psn_name).toBe('完')
    await handle(ports, rulesOf(third(), reader(third())), pid, {})
    expect(await cases()).toMatchObject([{ status: 'done' }, { status: 'done', outcome: { seen: [{ sums: [] }] } }])
    for (const row of await cases()) expect(row).not.toHaveProperty('retry_at')
  })

  it('is read where it has kept its form', async () => {
    const second: AnyChain = { ...first(), states: { ...first().states, version: 2 } }
    const { ports, cases } = await setting(second, reader(second))
    await handle(ports, rulesOf(first(), reader(first())), pid, named('完'))
    expect(await cases()).toMatchObject([
      { chain_version: 2, retry_at: expect.any(String) },
      { status: 'done', outcome: { seen: [{ n: 1 }] } },
    ])
  })

  it('lets no case begin that can’t without it, until that release is back', async () => {
    const { ports, cases } = await setting(third())
    await handle(ports, rulesOf(first(), reader(first(), true)), pid, named('乙'))
    expect(await cases()).toMatchObject([{ bundle: 'count', retry_at: expect.any(String) }])
    await handle(ports, rulesOf(third(), reader(third(), true)), pid, {})
    expect((await cases()).map(({ bundle }) => bundle)).toEqual(['count', 'reader'])
  })

  it('asks who acts in a case that needs it to come again, and keeps nothing of the act', async () => {
    const { ports, stack, cases } = await setting(third(), reader(third()))
    const before = await stack.file(psn_no)
    const case_id = (await cases()).find(({ bundle }) => bundle === 'reader')!.case_id
    const action = { case_id, action: { action: 'withdraw' } as never }
    await expect(handle(ports, rulesOf(first(), reader(first())), pid, { action })).rejects.toThrow(OutOfDate)
    expect((await stack.file(psn_no)).version).toBe(before.version)
  })
})

describe('the declaration of states', () => {
  it('leads every old name of a step to a step', () => {
    const kit = stepsOver(
      caseStates({ version: 3, state: () => ({}), upgrades: { 1: { steps: { a: 'b' } }, 2: { steps: { c: 'd' } } } }),
    )
    const step = kit.step({ label: '完', goes: [], decide: () => kit.end('done', {}) })
    const named = { bundle: 'x', prefix: 'XX', title: 'x', first: 'd', starts: () => [] } as const
    expect(() => kit.chain({ ...named, steps: { d: step } })).toThrow('chain x: nothing became of the steps a')
    expect(() => kit.chain<'b' | 'd'>({ ...named, steps: { b: step, d: step } })).not.toThrow()
  })

  it('is strict: a field it does not name does not fit, nor a value of another type', () => {
    const states = caseStates({
      version: 1,
      state: (z) => ({ on: field.day(z), by: field.pid(z).exactOptional(), due: field.due(z).exactOptional() }),
    })
    expect(misfit(states, { on: '2026-02-28' })).toBeUndefined()
    expect(misfit(states, { on: '2026-02-30' })).toBe('state.on: custom')
    expect(misfit(states, { on: '2026-02-28', by: 'nobody' })).toBe('state.by: custom')
    expect(misfit(states, { on: '2026-02-28', of: 1 })).toBe('state: unrecognized_keys')
    expect(misfit(states, { on: '2026-02-28', due: { at: '2026-02-28T10:00:00+08:00', late: true } })).toBe(
      'state.due: unrecognized_keys',
    )
  })

  it('knows the types that states are made of', () => {
    const fits = (of: keyof typeof field, value: unknown) => field[of](schemas).safeParse(value).success
    const right = { area, day: '2026-02-28', fen: -5, instant: '2026-02-28T10:00:00+08:00', month: '202602', pid }
    const wrong = {
      area: '1301',
      day: '20260228',
      fen: 0.5,
      instant: '2026-02-28T02:00:00Z',
      month: '202613',
      pid: 'x',
    }
    for (const [of, value] of Object.entries(right)) expect(fits(of as 'day', value), of).toBe(true)
    for (const [of, value] of Object.entries(wrong)) expect(fits(of as 'day', value), of).toBe(false)
    expect(fits('ref', `CO${pid}aaaaaaaaaa`)).toBe(true)
    expect(fits('ref', 'CO1')).toBe(false)
  })
})
