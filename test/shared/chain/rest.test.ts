import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InboundType } from '../../../events/index.ts'
import { decideAtDesk } from '../../../functions/desk/decide.ts'
import { cachePolicies } from '../../../functions/desk/policies.ts'
import { readVisit } from '../../../functions/desk/visit.ts'
import { checkLedger } from '../../../functions/proof/ledger-check.ts'
import { addMs } from '../../../shared/calendar/index.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { accountIn } from '../../../shared/registers/ledger.ts'
import { type CaseRow, keyOf, type RegisterName } from '../../../shared/registers/rows.ts'
import { loadFile } from '../../../shared/table/files.ts'
import { insured, settlement, visit } from '../../functions/bundles/filing/scene.ts'
import { contribution } from '../../functions/bundles/retirement/scene.ts'
import { apiOf, citizen, clerk } from '../../support/api.ts'
import { credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../support/stack.ts'

const home = '140100'
const away = '110000'
const dayMs = 86_400_000

const later = (stack: Stack, days: number) => stack.advanceTo(addMs(stack.clock.now(), days * dayMs))
const live = (stack: Stack, psn_no: string) => loadFile(stack.table, testKeys, pidOf(testKeys, psn_no))
const spent = (psn_no: string, setl_id: string, amt: string) => ({ psn_no, insu_admdvs: home, setl_id, amt })
/** Something happens to the person, so that a commit is made. */
const touch = (stack: Stack, psn_no: string) => stack.happen('account.credited', credit(psn_no, home, '1.00'))

/** A person with a visit settled and a settlement paid, both at rest. */
async function atRest(): Promise<{ stack: Stack; psn_no: string }> {
  const stack = await makeStack({ now: '2023-09-01T08:00:00+08:00' })
  const psn_no = await insured(stack, home)
  await stack.happen('account.credited', credit(psn_no, home, '100.00'))
  await stack.happen('visit.admitted', visit(psn_no, away))
  await stack.happen('account.spent', spent(psn_no, 'S1', '30.00'))
  await stack.happen('visit.settled', settlement(psn_no, away))
  await later(stack, 40)
  await touch(stack, psn_no)
  const file = await live(stack, psn_no)
  expect([file.all('visit'), file.all('case'), file.all('spending')]).toEqual([[], [], []])
  return { stack, psn_no }
}

describe('what has come to its end', () => {
  it('lies at rest, and is shown wherever it was', async () => {
    const { stack, psn_no } = await atRest()
    const whole = await stack.file(psn_no)
    expect(['visit', 'case', 'spending'].map((name) => whole.all(name as RegisterName).length)).toEqual([1, 1, 1])
    const api = apiOf(stack)
    const [shown] = (await api.call(citizen(psn_no), 'GET /v1/cases')).body.cases
    expect(shown).toMatchObject({ bundle: 'filing', status: 'done' })
    const one = await api.call(citizen(psn_no), `GET /v1/cases/${shown.case_id}`)
    expect(one.body.timeline.length).toBeGreaterThan(2)
    expect((await api.call(clerk(home), 'GET /v1/cases')).body.cases).toEqual([shown])
    expect((await api.call(clerk(away), 'GET /v1/cases')).body.cases).toEqual([shown])
    expect((await api.call(clerk(home), `GET /v1/cases?psn_no=${psn_no}`)).body.cases).toEqual([shown])
    expect((await checkLedger(stack.ports)).violations).toEqual([])
  })

  it('stays in the file while it is young, waits, or may be decided anew', async () => {
    const stack = await makeStack({ now: '2023-09-01T08:00:00+08:00' })
    const psn_no = await register(stack, 1)
    // Nobody knows of a relation: a late enrolment will decide this one again.
    await stack.happen('visit.admitted', visit(psn_no, away))
    await stack.happen('visit.settled', settlement(psn_no, away))
    await stack.happen('visit.admitted', visit(psn_no, away, { mdtrt_id: 'M2' }))
    await later(stack, 500)
    await touch(stack, psn_no)
    expect((await live(stack, psn_no)).count('visit')).toBe(2)
  })

  it('goes to rest a few rows at a time, with commits that are made anyway', async () => {
    const stack = await makeStack({ now: '2023-09-01T08:00:00+08:00' })
    const psn_no = await insured(stack, home)
    await stack.happen('account.credited', credit(psn_no, home, '100.00'))
    for (let n = 0; n < 50; n++) await stack.happen('account.spent', spent(psn_no, `S${n}`, '1.00'))
    await later(stack, 40)
    const counts: number[] = []
    for (let n = 0; n < 4; n++) {
      await touch(stack, psn_no)
      counts.push((await live(stack, psn_no)).count('spending'))
    }
    expect(counts).toEqual([30, 10, 0, 0])
    expect((await stack.file(psn_no)).count('spending')).toBe(50)
  })
})

describe('a late message about what lies at rest', () => {
  it('corrects a settlement once, and the account with it', async () => {
    const { stack, psn_no } = await atRest()
    await stack.happen('account.spent', spent(psn_no, 'S1', '10.00'))
    const file = await stack.file(psn_no)
    expect(accountIn(file, home as never).balance).toBe(9_100)
    expect(file.all('spending')).toHaveLength(1)
    expect((await live(stack, psn_no)).count('spending')).toBe(1)
    expect((await checkLedger(stack.ports)).violations).toEqual([])
  })

  it('tells the ended case of a settlement that was corrected', async () => {
    const { stack, psn_no } = await atRest()
    await stack.happen('visit.settled', settlement(psn_no, away, { fund_pay_sumamt: '700.00' }))
    const [row, ...others] = await stack.cases(psn_no, 'filing')
    expect(others).toEqual([])
    expect(row?.outcome).toMatchObject({ settled: { fund_pay_sumamt: '700.00' } })
    const file = await live(stack, psn_no)
    expect([file.count('visit'), file.count('case')]).toEqual([1, 1])
    // What was corrected goes to rest again, as all else.
    await later(stack, 40)
    await touch(stack, psn_no)
    expect((await live(stack, psn_no)).count('case')).toBe(0)
    expect((await stack.cases(psn_no, 'filing'))[0]).toEqual(row)
  })

  it('starts no case again, and sends nothing twice', async () => {
    const { stack, psn_no } = await atRest()
    const sent = stack.sent().length
    await stack.happen('visit.admitted', visit(psn_no, away))
    expect(await stack.cases(psn_no, 'filing')).toHaveLength(1)
    expect(stack.sent()).toHaveLength(sent)
    expect((await live(stack, psn_no)).count('visit')).toBe(0)
  })

  it('earlier than a settlement at rest is paid before it, and that one waits', async () => {
    const { stack, psn_no } = await atRest()
    await stack.happen('account.spent', spent(psn_no, 'S0', '90.00'), { time: '2023-08-01T08:00:00+08:00' })
    const file = await stack.file(psn_no)
    expect(accountIn(file, home as never).balance).toBe(1_100)
    expect(file.all('spending').map(({ setl_id, amt }) => [setl_id, amt])).toEqual([
      ['S0', 9_000],
      ['S1', 0],
    ])
    expect(file.count('parked')).toBe(1)
    expect((await checkLedger(stack.ports)).violations).toEqual([])
  })

  it('at a desk gets the decision that was given, and is told if it speaks of another visit', async () => {
    const { stack, psn_no } = await atRest()
    const { table, keys, clock } = stack.ports
    const ports = { table, keys, clock, policies: cachePolicies(table, clock), bundlesLive: true }
    const ask = async (more: Record<string, unknown> = {}) => {
      const read = readVisit({ ...visit(psn_no, away), ...more })
      if (!read.ok) throw new Error(JSON.stringify(read.errors))
      return decideAtDesk(ports, read.visit)
    }
    const [held] = (await stack.file(psn_no)).all('visit')
    expect(await ask()).toEqual(held?.decision)
    expect(await ask({ med_type: '21' })).toEqual({ given: held?.decision })
    expect((await live(stack, psn_no)).count('visit')).toBe(0)
  })

  it('is found when two numbers turn out to be one person, whichever told what', async () => {
    const { stack, psn_no } = await atRest()
    const kept = await register(stack, 3)
    await stack.happen('account.credited', credit(kept, home, '50.00'))
    await stack.happen('account.spent', spent(kept, 'S1', '30.00'))
    await stack.happen('account.spent', spent(kept, 'K1', '5.00'))
    await later(stack, 40)
    await touch(stack, kept)
    expect((await live(stack, kept)).count('spending')).toBe(0)
    await stack.happen('person.merged', { psn_no, into_psn_no: kept, reason: '重复建档' })
    const file = await stack.file(kept)
    expect(file.all('spending').map(({ setl_id }) => setl_id)).toEqual(['K1', 'S1'])
    expect([file.count('visit'), file.count('case')]).toEqual([1, 1])
    // 100 + 1 − 30, and 50 − 30 − 5 + 1, and one of the two thirties comes back.
    expect(accountIn(file, home as never).balance).toBe(7_100 + 1_600 + 3_000)
    expect((await checkLedger(stack.ports)).violations).toEqual([])
    const sent = stack.sent().length
    await stack.happen('visit.admitted', visit(kept, away))
    expect(stack.sent()).toHaveLength(sent)
  })
})

describe('a life', () => {
  type Act = { days: number; say: [InboundType, Record<string, unknown>, number] }
  const psn_no = 'P000001'
  const nth = fc.integer({ min: 1, max: 4 })
  const amount = fc.constantFrom('5.00', '20.00', '60.00')
  const said: fc.Arbitrary<Act['say']> = fc.oneof(
    fc.record({ n: nth, back: fc.nat(9) }).map(({ n, back }): Act['say'] => {
      const begntime = `2023-09-0${n}T09:00:00+08:00`
      return ['visit.admitted', visit(psn_no, n % 2 ? away : home, { mdtrt_id: `M${n}`, begntime }), back]
    }),
    fc
      .record({ n: nth, back: fc.nat(9), fund: fc.constantFrom('0.00', '720.00') })
      .map(({ n, back, fund }): Act['say'] => {
        const more = { mdtrt_id: `M${n}`, setl_id: `V${n}`, fund_pay_sumamt: fund }
        return ['visit.settled', settlement(psn_no, n % 2 ? away : home, more), back]
      }),
    fc.record({ n: nth, back: fc.nat(9), amt: amount }).map(({ n, back, amt }): Act['say'] => {
      return ['account.spent', spent(psn_no, `S${n}`, amt), back]
    }),
    amount.map((amt): Act['say'] => ['account.credited', credit(psn_no, home, amt), 0]),
  )
  const act: fc.Arbitrary<Act> = fc.record({ days: fc.nat(4), say: said })

  async function lived(acts: readonly Act[], restAfter: { settled: number; quiet: number }) {
    const stack = await makeStack({ now: '2023-09-05T11:00:00+08:00', restAfter })
    await insured(stack, home)
    for (const {
      days,
      say: [type, data, back],
    } of acts) {
      await later(stack, days)
      await stack.happen(type, data, { time: addMs(stack.clock.now(), -back * 3_600_000 * 12) })
    }
    const file = await stack.file(psn_no)
    const registers = (Object.keys(keyOf) as RegisterName[]).map((name) => [name, file.all(name)])
    const rests = (await live(stack, psn_no)).head.rests ?? {}
    const sent = stack.sent().map(({ queue, type, data }) => ({ queue, type, data }))
    return {
      told: { registers, journal: await stack.journal(psn_no), sent },
      rests,
      ledger: await checkLedger(stack.ports),
    }
  }

  it('is the same whether or not what ends goes to rest', async () => {
    let rested = 0
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 25 }), async (acts) => {
        const kept = await lived(acts, { settled: 100_000, quiet: 100_000 })
        const rests = await lived(acts, { settled: 2, quiet: 4 })
        expect(rests.told).toEqual(kept.told)
        expect(rests.ledger).toEqual(kept.ledger)
        rested += Object.values(rests.rests).reduce((sum, count) => sum + count, 0)
      }),
      { numRuns: 30 },
    )
    expect(rested).toBeGreaterThan(25)
  })
})

describe('a transfer of long ago', () => {
  const [A, B, C] = ['130200', '130100', '130300']

  /** Moved from A to B with a balance, and years later from B to C: the first transfer lies at rest. */
  async function movedOn(): Promise<{ stack: Stack; psn_no: string; first: CaseRow }> {
    const stack = await makeStack({ now: '2024-03-01T08:00:00+08:00' })
    const psn_no = await register(stack, 1)
    const approve = async () => {
      for (const task of await stack.tasks(psn_no)) await stack.decideTask(task.task_id, { decision: 'approve' })
    }
    await stack.happen('enrolment.registered', enrolment(psn_no, A, '2019-03-01'))
    await stack.happen('account.credited', credit(psn_no, A, '100.00'))
    await stack.happen('contribution.posted', contribution(psn_no, A, '202001', '202012'))
    await stack.happen('enrolment.paused', pause(psn_no, A, '2024-02-29'))
    await stack.happen('enrolment.registered', enrolment(psn_no, B, '2024-03-01'))
    await approve()
    await later(stack, 100)
    await stack.happen('enrolment.paused', pause(psn_no, B, '2024-06-08'))
    await stack.happen('enrolment.registered', enrolment(psn_no, C, '2024-06-09'))
    await approve()
    await later(stack, 500)
    await stack.happen('account.credited', credit(psn_no, C, '1.00'))
    const [first] = await stack.cases(psn_no, 'transfer')
    const rows = (await live(stack, psn_no)).all('case')
    expect(rows.map(({ case_id }) => case_id)).toEqual([(await stack.cases(psn_no, 'transfer'))[1]?.case_id])
    return { stack, psn_no, first: first as CaseRow }
  }

  it('is not asked while nothing concerns it', async () => {
    const { stack, psn_no, first } = await movedOn()
    await stack.happen('contribution.posted', contribution(psn_no, C, '202510'))
    await stack.happen('account.credited', credit(psn_no, C, '2.00'))
    expect((await live(stack, psn_no)).one('case', first.case_id)).toBeUndefined()
    expect((await stack.cases(psn_no, 'transfer'))[0]).toEqual(first)
  })

  it('follows with a credit that comes to the place it came from', async () => {
    const { stack, psn_no, first } = await movedOn()
    await stack.happen('account.credited', credit(psn_no, A, '7.00'))
    const [task] = await stack.tasks(psn_no)
    expect(task).toMatchObject({ kind: 'approve-transfer-out', case_id: first.case_id, owner: { area: A } })
    await stack.decideTask(task?.task_id ?? '', { decision: 'approve' })
    expect(accountIn(await stack.file(psn_no), A as never).balance).toBe(0)
    expect((await checkLedger(stack.ports)).violations).toEqual([])
  })

  it('is taken back when its enrolment is', async () => {
    const { stack, psn_no, first } = await movedOn()
    await stack.happen('enrolment.revoked', {
      psn_no,
      insu_admdvs: B,
      insutype: '310',
      psn_insu_date: '2024-03-01',
      reason: '重复参保',
    })
    // What it had moved has gone on to C: clerks take it back by hand.
    const [task] = await stack.tasks(psn_no)
    expect(task).toMatchObject({ kind: 'reverse-by-hand', case_id: first.case_id })
  })

  it('counts months that are reported now and were paid before it ended, and none of later ones', async () => {
    const { stack, psn_no, first } = await movedOn()
    await stack.happen('contribution.posted', contribution(psn_no, B, '202403', '202405'))
    const [row] = await stack.cases(psn_no, 'transfer')
    expect([first.outcome?.contribution_months, row?.outcome?.contribution_months]).toEqual([12, 15])
  })
})
