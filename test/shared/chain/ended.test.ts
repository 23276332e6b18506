/** Since when a case stands at its end, and who opened it: what figures of a month are counted from. */
import { expect, it } from 'vitest'
import { type Day, dayOf, endOfDay, type Instant, instant } from '../../../shared/calendar/index.ts'
import { stepsOver } from '../../../shared/chain/chain.ts'
import { type Input, type Rules, settle } from '../../../shared/chain/settle.ts'
import { caseStates } from '../../../shared/chain/states.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { PersonFile, put } from '../../../shared/registers/file.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import type { Look } from '../../../shared/registers/look.ts'
import { endOf } from '../../../shared/registers/rows/cases.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'

const opened = instant('2026-03-02T09:00:00+08:00')
const paid = instant('2026-03-03T09:00:00+08:00')
const later = instant('2026-03-04T09:00:00+08:00')
const latest = instant('2026-03-05T09:00:00+08:00')
const paidMilestone = { milestone: 'paid', title: '缴费' }

/** A chain that is done when 1 is in the account, rejects 2, waits else; after its end it notes 3, and decides anew by all else. */
const kit = stepsOver(caseStates({ version: 1, state: (z) => ({ seen: z.int().exactOptional() }) }))
const chain = kit.chain({
  bundle: 'toy',
  prefix: 'TY',
  title: '玩具',
  first: 'look',
  steps: {
    look: kit.step({
      label: '看',
      goes: [],
      decide({ file, today }) {
        const seen = Number(file.all('account')[0]?.balance ?? 0)
        if (seen === 1) return kit.end('done', { result: 'paid' }, { state: { seen } })
        if (seen === 2) return kit.end('rejected', { reason: 'two' }, { state: { seen } })
        const until = endOfDay(today)
        return kit.wait({ actor: 'partner', what: paidMilestone, until }, { state: { seen } })
      },
    }),
  },
  ended(ctx) {
    const seen = Number(ctx.file.all('account')[0]?.balance)
    if (seen === ctx.state.seen) return kit.stay()
    return seen === 3 ? kit.still(ctx, { state: { seen } }) : kit.again(ctx, {})
  },
  starts: () => [{ about: 'x', admdvs: '130100' as Admdvs, begins: '2026-01-01' as Day, state: {} }],
})
const rules: Rules = { chains: [chain], applyParked: () => () => ({ ok: {} }) }

const empty = PersonFile.of('a'.repeat(20) as Pid, 0)
function told(file: PersonFile, balance: number, now: Instant, more: Partial<Input> = {}): PersonFile {
  const account = put('account', { insu_admdvs: '130100', balance, lots: [] } as never)
  const at = {
    now,
    today: dayOf(now),
    look: { setting: () => ({ accepts_account_transfer: true, bundlesLive: true }) } as Partial<Look> as Look,
  }
  const result = settle(rules, file, { apply: () => ({ ok: { change: [account] } }), ...more }, at)
  if (!('settled' in result)) throw new Error('refused')
  return result.settled.file
}
const row = (file: PersonFile) => file.all('case')[0] as CaseRow
const ends = (file: PersonFile) => [row(file).status, endOf(row(file))]

it('ends when it ends, and not before', () => {
  const open = told(empty, 0, opened)
  expect(ends(open)).toEqual(['waiting', undefined])
  expect(ends(told(open, 1, paid))).toEqual(['done', paid])
  expect(ends(told(empty, 1, opened))).toEqual(['done', opened])
})

it('has ended when it first stood so, whatever is added to it later', () => {
  const done = told(told(empty, 0, opened), 1, paid)
  const noted = told(done, 3, later)
  expect(row(noted).updated_at).toBe(later)
  expect(ends(noted)).toEqual(['done', paid])
  expect(ends(told(noted, 1, latest))).toEqual(['done', paid])
})

it('ends anew with another end, and goes on without one', () => {
  const done = told(told(empty, 0, opened), 1, paid)
  expect(ends(told(done, 2, later))).toEqual(['rejected', later])
  const again = told(done, 0, later)
  expect(row(again)).not.toHaveProperty('ended_at')
  expect(ends(told(again, 1, latest))).toEqual(['done', latest])
})

it('of a row that was stored before it was kept, is when it was last written', () => {
  const { ended_at: _, ...old } = row(told(told(empty, 0, opened), 1, paid))
  expect(endOf({ ...old, updated_at: later })).toBe(later)
})

it('was applied for only if a citizen’s application opened it', () => {
  expect(row(told(empty, 0, opened))).not.toHaveProperty('applied')
  const applied = told(empty, 0, opened, { applied: true })
  expect(row(applied).applied).toBe(true)
  expect(row(told(applied, 1, paid)).applied).toBe(true)
  expect(row(told(told(empty, 0, opened), 1, paid, { applied: true }))).not.toHaveProperty('applied')
})
