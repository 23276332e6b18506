import { describe, expect, it } from 'vitest'
import { dayOf, instant } from '../../../shared/calendar/index.ts'
import { type Compared, compared } from '../../../shared/chain/anew.ts'
import { stepsOver } from '../../../shared/chain/chain.ts'
import { policyMissingTask, waitForPolicy } from '../../../shared/chain/missing.ts'
import { caseStates } from '../../../shared/chain/states.ts'
import { NATION } from '../../../shared/codes/index.ts'
import { expects, type PolicyRow, parameter, policyAt, values } from '../../../shared/policy/index.ts'
import { PersonFile, put } from '../../../shared/registers/file.ts'
import type { At, Look } from '../../../shared/registers/look.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'

const wanted = parameter({ name: 'wanted', title: '', expects: expects.months, value: values.months, rows: [] })
const { step, end, wait, chain } = stepsOver(caseStates({ version: 1, state: (z) => ({ has: z.int() }) }))

/** Done with as many as are wanted; waits while nobody knows how many that is. */
const measure = chain({
  bundle: 'measure',
  prefix: 'ME',
  title: '',
  first: 'look',
  steps: {
    look: step({
      label: '',
      goes: [],
      decide({ state, look, today }) {
        const found = look.policy(wanted, NATION, today)
        if (!found.found) {
          return wait(waitForPolicy(wanted, today), { tasks: [policyMissingTask(wanted, NATION, today, today)] })
        }
        return end(state.has >= found.value ? 'done' : 'rejected', { result: 'measured' })
      },
    }),
  },
  starts: () => [],
})

const now = instant('2026-06-01T10:00:00+08:00')
const row = (value: number): PolicyRow => ({ name: 'wanted', admdvs: NATION, value, source: '测试', standing: 'set' })

function asked(of: Partial<CaseRow>, before: PolicyRow[], after: PolicyRow[]): Compared {
  const kase = {
    case_id: 'ME1',
    bundle: 'measure',
    chain_version: 1,
    status: 'waiting',
    step: 'look',
    state: { has: 5 },
    actions: [],
    admdvs: NATION,
    areas: [],
    started_at: now,
    updated_at: now,
    ...of,
  } as unknown as CaseRow
  const file = PersonFile.of('P1' as never, 1, [put('case', kase)])
  const at: At = { now, today: dayOf(now), look: { rest: {} } as Look }
  const by = (rows: PolicyRow[]) => ((p, area, on) => policyAt(rows, p, area, on)) as Look['policy']
  const rules = { chains: [measure], applyParked: () => () => ({ ok: {} }) }
  return compared(rules, file, kase, at, { before: by(before), after: by(after) })
}

const done = { status: 'done', outcome: { result: 'measured' } } as const

describe('a case asked by two sets of rows', () => {
  it('is the same where they say the same of what it asks for, or lead to the same', () => {
    expect(asked({}, [row(3)], [row(3)]).verdict).toBe('same')
    expect(asked(done, [row(3)], [row(4)]).verdict).toBe('same')
  })

  it('is changed where its end is another; as it really stands is said, and what it comes to', () => {
    expect(asked(done, [row(3)], [row(6)])).toEqual({
      verdict: 'changed',
      touched: true,
      decided: true,
      before: { step: 'look', status: 'done', outcome: { result: 'measured' } },
      after: { step: 'look', status: 'rejected', outcome: { result: 'measured' } },
    })
  })

  it('is unblocked where it waits for a parameter no more, and blocked the other way round', () => {
    expect(asked({}, [], [row(3)])).toMatchObject({ verdict: 'unblocked', after: { status: 'done' } })
    expect(asked(done, [row(3)], [])).toMatchObject({ verdict: 'blocked', after: { missing: ['wanted'] } })
  })

  it('is the same if it comes to what it has come to already, whatever it would have been', () => {
    expect(asked(done, [row(6)], [row(3)]).verdict).toBe('same')
  })

  it('is the same if only a newer release knows it', () => {
    expect(asked({ ...done, chain_version: 2 }, [row(3)], [row(6)]).verdict).toBe('same')
  })
})
