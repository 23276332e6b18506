/** A case that had nothing to say over a file is not asked over the very same file again; over any other it is. */
import { expect, it } from 'vitest'
import { type Day, dayOf, endOfDay, instant } from '../../../shared/calendar/index.ts'
import { stepsOver } from '../../../shared/chain/chain.ts'
import { type Rules, type Settled, settle } from '../../../shared/chain/settle.ts'
import { caseStates } from '../../../shared/chain/states.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { type Change, PersonFile, put } from '../../../shared/registers/file.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import type { At, Look } from '../../../shared/registers/look.ts'

const now = instant('2026-03-02T09:00:00+08:00')
const at: At = {
  now,
  today: dayOf(now),
  look: { setting: () => ({ accepts_account_transfer: true, bundlesLive: true }) } as Partial<Look> as Look,
}
const paidMilestone = { milestone: 'paid', title: '缴费' }
const account = put('account', { insu_admdvs: '130100', balance: 0, lots: [] } as never)

/** A chain that waits until something is in an account, and how often it was asked. */
function waiting() {
  let asked = 0
  const kit = stepsOver(caseStates({ version: 1, state: () => ({}) }))
  const chain = kit.chain({
    bundle: 'quiet',
    prefix: 'QU',
    title: '等',
    first: 'idle',
    steps: {
      idle: kit.step({
        label: '等',
        goes: [],
        decide({ file }) {
          asked++
          if (file.count('account') > 0) return kit.end('done', { result: 'paid' })
          return kit.wait({ actor: 'partner', what: paidMilestone, until: endOfDay(at.today) })
        },
      }),
    },
    starts: () => [{ about: 'x', admdvs: '130100' as Admdvs, begins: '2026-01-01' as Day, state: {} }],
  })
  const rules: Rules = { chains: [chain], applyParked: () => () => ({ ok: {} }) }
  const settled = (file: PersonFile, change: Change[] = []): Settled => {
    asked = 0
    const result = settle(rules, file, { apply: () => ({ ok: { change } }) }, at)
    if (!('settled' in result)) throw new Error('refused')
    return result.settled
  }
  return { settled, asked: () => asked }
}

it('is asked as it opens, once more over what it wrote, and no third time over the same', () => {
  const { settled, asked } = waiting()
  const { file } = settled(PersonFile.of('a'.repeat(20) as Pid, 0))
  expect([file.all('case').map(({ status }) => status), asked()]).toEqual([['waiting'], 2])
  settled(file)
  expect(asked()).toBe(1)
})

it('is asked again whatever was laid over the file', () => {
  const { settled } = waiting()
  const { file } = settled(PersonFile.of('a'.repeat(20) as Pid, 0))
  expect(settled(file, [account]).file.all('case')[0]).toMatchObject({ status: 'done', outcome: { result: 'paid' } })
})
