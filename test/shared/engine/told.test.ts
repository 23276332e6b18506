import { describe, expect, it } from 'vitest'
import { type Effects, stepsOver } from '../../../shared/chain/chain.ts'
import type { Rules } from '../../../shared/chain/settle.ts'
import { caseStates } from '../../../shared/chain/states.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { type ForFile, handle } from '../../../shared/engine/handle.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import type { Acting, Told } from '../../../shared/registers/applying.ts'
import { put } from '../../../shared/registers/file.ts'
import { loadFile } from '../../../shared/table/files.ts'
import { journalOf } from '../../../shared/table/journal.ts'
import { journalRange, personKey } from '../../../shared/table/keys.ts'
import { queryAll } from '../../../shared/table/table.ts'
import { actionKind } from '../../../shared/tasks/action.ts'
import { person } from '../../support/people.ts'
import { makeStack, testKeys } from '../../support/stack.ts'

const nod = actionKind('nod', '点头', {})
const { step, wait, end, chain } = stepsOver(caseStates({ version: 1, state: () => ({}) }))

/** A chain that waits for a nod. */
const nodding = (effects: Effects<object>) =>
  chain({
    bundle: 'transfer',
    prefix: 'TR',
    title: '点头',
    first: 'ask',
    steps: {
      ask: step({
        label: '问',
        goes: [],
        decide: ({ action, today }) =>
          action
            ? end('done', { result: 'nodded' }, effects)
            : wait({ actor: 'citizen', what: nod, until: `${today}T23:59:59+08:00` as never, actions: [nod] }),
      }),
    },
    starts: (file) =>
      file.person ? [{ about: 'x', state: {}, admdvs: '130100' as Admdvs, begins: '2026-01-01' as never }] : [],
  })
const rulesOf = (effects: Effects<object>): Rules => ({
  chains: [nodding(effects)],
  applyParked: () => () => ({ ok: {} }),
})
const ways = { says: rulesOf({ say: '已经点头', actor: 'citizen' }), silent: rulesOf({}) }

const { psn_no, ...facts } = person(1)
const pid = pidOf(testKeys, psn_no)
const registered = {
  apply: () => ({
    ok: {
      change: [
        put('person', {
          psn_no,
          time: '2026-03-01T09:00:00+08:00' as never,
          gend: '1',
          brdy: facts.brdy as never,
          private: { psn_name: '测试', tel: '13800000000' },
        }),
      ],
    },
  }),
} satisfies ForFile
const notice = { template: 'toy', title: '消息' }

async function stackWith(told?: Told, how: keyof typeof ways = 'says') {
  const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  const put = (input: ForFile) => handle(stack.ports, ways[how], pid, input)
  await put(registered)
  if (told) await put({ apply: () => ({ ok: { tell: [told] } }) })
  const notices = () => stack.sent('notice').map(({ data }) => data)
  const lines = async () => {
    const items = await queryAll(stack.ports.table, { pk: personKey(pid), ...journalRange('J') })
    return items.flatMap((item) => journalOf(testKeys, pid, item).lines)
  }
  return { stack, put, notices, lines }
}

describe('what a person is told outside of any case', () => {
  it('leaves with the commit, stands in the journal, and belongs to no step', async () => {
    const { notices, lines } = await stackWith({ notice, text: '有一条消息', about: 'PK1', pack_id: 'PK1' })
    expect(notices()).toEqual([{ psn_no, tel: '13800000000', template: 'toy', text: '有一条消息', case_id: 'PK1' }])
    expect(await lines()).toEqual([
      { case_id: 'PK1', step: '', actor: 'system', text: '有一条消息', template: 'toy', pack_id: 'PK1' },
    ])
  })

  it('names nothing where it is about nothing', async () => {
    const { notices } = await stackWith({ notice, text: '123456', to: [{ psn_no: 'P2' }] })
    expect(notices()).toEqual([{ psn_no: 'P2', template: 'toy', text: '123456' }])
  })
})

describe('whoever acts on somebody’s behalf', () => {
  const acting: Acting = { as: 'helper', by: 'P2', under: 'MD1', told: { notice, text: '家人替您点了头' } }

  it('is named in the timeline, and the person is told in the commit that does it', async () => {
    const { stack, put, notices, lines } = await stackWith()
    const case_id = (await loadFile(stack.ports.table, testKeys, pid)).all('case')[0]!.case_id
    await put({ action: { case_id, action: { action: 'nod' } }, acting })
    expect((await lines()).map(({ actor, text }) => [actor, text])).toEqual([
      ['helper', '已经点头'],
      ['system', '家人替您点了头'],
    ])
    expect(notices()).toMatchObject([{ psn_no, text: '家人替您点了头', case_id }])
  })

  it('is named even where the step says nothing of who acted', async () => {
    const { stack, put, lines } = await stackWith(undefined, 'silent')
    const case_id = (await loadFile(stack.ports.table, testKeys, pid)).all('case')[0]!.case_id
    await put({ action: { case_id, action: { action: 'nod' } }, acting })
    expect((await lines()).map(({ actor, text }) => [actor, text])).toEqual([
      ['helper', '家人代为办理。'],
      ['system', '家人替您点了头'],
    ])
  })

  it('tells of nothing that was refused or changed nothing', async () => {
    const { put, notices } = await stackWith()
    await put({ action: { case_id: 'TR-none', action: { action: 'nod' } }, acting })
    await put({ apply: () => ({ ok: {} }), acting })
    expect(notices()).toEqual([])
  })
})
