import { describe, expect, it } from 'vitest'
import { failure } from '../../../functions/calls/problem.ts'
import { makeSweep } from '../../../functions/clock/clock.ts'
import { work } from '../../../functions/worker/worker.ts'
import { addMs, type Day, endOfDay } from '../../../shared/calendar/index.ts'
import { type AnyChain, stepsOver } from '../../../shared/chain/chain.ts'
import type { Rules } from '../../../shared/chain/settle.ts'
import { caseStates, OutOfDate, type Upgrade } from '../../../shared/chain/states.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { handle } from '../../../shared/engine/handle.ts'
import type { Message } from '../../../shared/engine/messages.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { applyEvent } from '../../../shared/registers/apply/index.ts'
import type { PersonalEvent } from '../../../shared/registers/events.ts'
import { PersonFile, put } from '../../../shared/registers/file.ts'
import { loadFile } from '../../../shared/table/files.ts'
import { journalOf } from '../../../shared/table/journal.ts'
import { journalRange, personKey } from '../../../shared/table/keys.ts'
import { queryAll } from '../../../shared/table/table.ts'
import { person } from '../../support/people.ts'
import { makeStack, testKeys } from '../../support/stack.ts'

const toy = caseStates({ version: 1, state: (z) => ({ asked: z.int() }) })
const { step, go, wait, end, chain } = stepsOver(toy)

const area = '130100' as Admdvs
const until = endOfDay('2026-03-05' as Parameters<typeof endOfDay>[0])

const nameGiven = { milestone: 'name', title: '姓名' }

/** A chain that greets and waits, and ends once the person's name is known to be 完. */
const greeting = (more: { version?: number; upgrades?: Record<number, Upgrade> } = {}): AnyChain =>
  stepsOver({ ...toy, ...more }).chain({
    bundle: 'transfer',
    prefix: 'TR',
    title: '问候',
    first: 'greet',
    steps: {
      greet: step({
        label: '问候',
        goes: ['rest'],
        decide: ({ state }) =>
          go('rest', {
            state: { asked: state.asked + 1 },
            tell: [{ notice: { template: 'toy', title: '问候' }, text: '您好' }],
          }),
      }),
      rest: step({
        label: '等',
        goes: [],
        decide: ({ file }) =>
          file.person?.private.psn_name === '完'
            ? end('done', { result: 'greeted' })
            : wait({ actor: 'partner', what: nameGiven, until }, { say: '还在等' }),
      }),
    },
    starts: (file) =>
      file.person ? [{ about: 'x', state: { asked: 0 }, admdvs: area, begins: '2026-01-01' as Day }] : [],
  })

/** A chain that goes round and round. */
const restless = chain({
  bundle: 'transfer',
  prefix: 'TR',
  title: '转圈',
  first: 'here',
  steps: {
    here: step({ label: '这里', goes: ['there'], decide: () => go('there', { say: '去那里' }) }),
    there: step({ label: '那里', goes: ['here'], decide: () => go('here', { say: '回这里' }) }),
  },
  starts: (file) =>
    file.person ? [{ about: 'x', state: { asked: 0 }, admdvs: area, begins: '2026-01-01' as Day }] : [],
})

const rulesOf = (...chains: AnyChain[]): Rules => ({ chains, applyParked: () => () => ({ ok: {} }) })
const { psn_no, ...facts } = person(1)
const pid = pidOf(testKeys, psn_no)

const named = (psn_name: string) => ({
  apply: () => ({
    ok: {
      change: [
        put('person', {
          psn_no,
          time: '2026-03-02T08:00:00+08:00' as never,
          gend: '1',
          brdy: facts.brdy as never,
          private: { psn_name },
        }),
      ],
    },
  }),
})

type Setting = Awaited<ReturnType<typeof setting>>

async function setting() {
  const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  const file = () => loadFile(stack.ports.table, testKeys, pid)
  return { stack, ports: stack.ports, file }
}

describe('engine', () => {
  it('decides on in memory and commits once, however many steps a chain has', async () => {
    const { ports, file } = await setting()
    let commits = 0
    const { transact } = ports.table
    ports.table.transact = async (writes) => {
      commits++
      return transact(writes)
    }
    await handle(ports, rulesOf(greeting()), pid, named('甲'))
    expect(commits).toBe(1)
    expect((await file()).all('case')).toMatchObject([{ status: 'waiting', step: 'rest', state: { asked: 1 } }])
  })

  it('a wait that changes nothing writes nothing and says nothing again', async () => {
    const { stack, ports, file } = await setting()
    await handle(ports, rulesOf(greeting()), pid, named('甲'))
    const { version } = await file()
    for (let times = 0; times < 3; times++) await handle(ports, rulesOf(greeting()), pid, {})
    expect((await file()).version).toBe(version)
    expect(stack.sent('notice')).toHaveLength(1)
  })

  it('a chain that never ends is stopped, keeps nothing of the round, and is referred to an operator', async () => {
    const { ports, file } = await setting()
    await handle(ports, rulesOf(restless), pid, named('甲'))
    const after = await file()
    expect(after.all('case')).toMatchObject([
      { status: 'waiting', waiting_for: { actor: 'operator', what: 'chain-stopped' } },
    ])
    expect(after.all('task')).toMatchObject([{ kind: 'chain-stopped', status: 'open' }])
    expect((await file()).version).toBe(1)
  })

  it('a waiting case of an old chain goes on under the new name of its step', async () => {
    const { ports, file } = await setting()
    const idle = step({ label: '等', goes: [], decide: () => wait({ actor: 'partner', what: nameGiven, until }) })
    const old = { ...greeting(), first: 'idle', steps: { idle } } as unknown as AnyChain
    await handle(ports, rulesOf(old), pid, named('甲'))
    expect((await file()).all('case')).toMatchObject([{ status: 'waiting', step: 'idle', chain_version: 1 }])
    await handle(
      ports,
      rulesOf(greeting({ version: 2, upgrades: { 1: { steps: { idle: 'rest' } } } })),
      pid,
      named('完'),
    )
    expect((await file()).all('case')).toMatchObject([
      { status: 'done', chain_version: 2, outcome: { result: 'greeted' } },
    ])
  })

  it('a decision that stumbles over a file of two versions is made anew; over one that holds, it fails', async () => {
    const { ports, file } = await setting()
    await handle(ports, rulesOf(greeting()), pid, named('甲'))
    let times = 0
    const stumbling = async (changesMeanwhile: boolean) => {
      times = 0
      const { query } = ports.table
      ports.table.query = async (asked) => {
        ports.table.query = query
        const page = await query(asked)
        if (changesMeanwhile) await handle(ports, rulesOf(greeting()), pid, named('乙'))
        return page
      }
      return handle(ports, rulesOf(greeting()), pid, {
        apply: () => {
          if (times++ === 0) throw new Error('torn')
          return { ok: {} }
        },
      })
    }
    expect(await stumbling(true)).toMatchObject({ result: 'done' })
    await expect(stumbling(false)).rejects.toThrow('torn')
    expect((await file()).person?.private.psn_name).toBe('乙')
  })

  it('never gives an id again after a restore, though versions come again', async () => {
    const ids: string[] = []
    for (const epoch of [0, 1]) {
      const { stack, ports, file } = await setting()
      await handle({ ...ports, epoch }, rulesOf(greeting()), pid, named('甲'))
      ids.push(...stack.sent('notice').map(({ id }) => id))
      expect((await file()).version).toBe(1)
      const [item] = await queryAll(ports.table, { pk: personKey(pid), ...journalRange('J') })
      expect(item && journalOf(testKeys, pid, item).epoch).toBe(epoch)
    }
    expect(ids).toEqual([expect.stringMatching(/\.0\.1\.0$/), expect.stringMatching(/\.1\.1\.0$/)])
  })

  describe('a release taken back', () => {
    const next = () => greeting({ version: 2 })
    const sweepAfter = async ({ stack, ports }: Setting, minutes: number, rules: Rules) => {
      stack.clock.set(addMs(stack.clock.now(), minutes * 60_000))
      const woken: Message[] = []
      const send = async (_: string, bodies: readonly string[]) => {
        woken.push(...bodies.map((b) => JSON.parse(b) as Message))
        return []
      }
      await makeSweep({ ...ports, queues: { send } })()
      for (const message of woken) await work(ports, rules, message)
      return woken.filter(({ kind }) => kind === 'wake').length
    }

    it('leaves alone what the next has taken over; the same person’s other matters go on', async () => {
      const { ports, file } = await setting()
      await handle(ports, rulesOf(next()), pid, named('甲'))
      const [before] = (await file()).all('case')
      const beside = { ...greeting(), bundle: 'filing', prefix: 'FC' } as AnyChain
      await handle(ports, { ...rulesOf(greeting()), chains: [greeting(), beside] }, pid, named('完'))
      const [other, left] = (await file()).all('case')
      expect(left).toEqual({ ...before, retry_at: expect.any(String) })
      expect(other).toMatchObject({ bundle: 'filing', status: 'done' })
    })

    it('does so with a case of a bundle that only the next one knows', async () => {
      const { ports, file } = await setting()
      await handle(ports, rulesOf(next()), pid, named('甲'))
      await handle(ports, { ...rulesOf(greeting()), chains: [] }, pid, named('完'))
      expect((await file()).all('case')).toMatchObject([{ status: 'waiting', chain_version: 2 }])
    })

    it('asks it again as soon as the next is back, even if it ended there; nothing is said twice', async () => {
      const made = await setting()
      const { stack, ports, file } = made
      const said = () => stack.journal(psn_no)
      await handle(ports, rulesOf(next()), pid, named('甲'))
      await handle(ports, rulesOf(greeting()), pid, named('乙'))
      const lines = await said()
      expect(await sweepAfter(made, 16, rulesOf(greeting()))).toBe(1)
      expect(await sweepAfter(made, 16, rulesOf(next()))).toBe(1)
      expect(await said()).toEqual(lines)
      expect((await file()).all('case')[0]).not.toHaveProperty('retry_at')

      await handle(ports, rulesOf(greeting()), pid, named('完'))
      expect(await sweepAfter(made, 60, rulesOf(next()))).toBe(1)
      expect((await file()).all('case')).toMatchObject([{ status: 'done' }])
      await handle(ports, rulesOf(greeting()), pid, named('完'))
      expect(await sweepAfter(made, 16, rulesOf(next()))).toBe(1)
      expect(await sweepAfter(made, 16, rulesOf(next()))).toBe(0)
    })

    it('asks who answers such a case to come again, and keeps nothing of the answer', async () => {
      const { ports, file } = await setting()
      await handle(ports, rulesOf(next()), pid, named('甲'))
      const before = await file()
      const answers = before.all('case')[0]?.case_id
      await expect(handle(ports, rulesOf(greeting()), pid, { ...named('完'), answers })).rejects.toThrow(OutOfDate)
      expect(failure(new OutOfDate('x'))).toMatchObject({ status: 503, code: 'unavailable' })
      expect((await file()).version).toBe(before.version)
    })

    it('keeps an event whose type it does not know until the next is back', async () => {
      const { ports } = await setting()
      const stranger = { type: 'moon.landed', id: '1', source: 'urn:test', time: ports.clock.now(), data: {} }
      const apply = applyEvent(testKeys, stranger as unknown as PersonalEvent)
      expect(apply(PersonFile.of(pid, 0), {} as never)).toEqual({ needs: 'newer-release' })
      await expect(work(ports, rulesOf(greeting()), { kind: 'moon' } as unknown as Message)).rejects.toThrow('moon')
    })
  })

  it('who loses a race reads again and decides again: nothing is lost', async () => {
    const { ports, file } = await setting()
    await Promise.all([
      handle(ports, rulesOf(greeting()), pid, named('甲')),
      handle(ports, rulesOf(greeting()), pid, named('完')),
    ])
    const after = await file()
    expect(after.version).toBe(2)
    expect(after.all('case')).toHaveLength(1)
  })

  it('what a commit could not send is found by the sweep and sent, with the same id', async () => {
    const { stack, ports } = await setting()
    const { send } = ports.queues
    ports.queues.send = async () => {
      throw new Error('no queue')
    }
    await expect(handle(ports, rulesOf(greeting()), pid, named('甲'))).rejects.toThrow('no queue')
    ports.queues.send = send
    expect(stack.sent('notice')).toEqual([])
    stack.clock.advance('PT2M')
    await makeSweep(ports)()
    await stack.run()
    const [first] = stack.sent('notice')
    expect(first?.data).toMatchObject({ text: '您好' })
    await makeSweep(ports)()
    await stack.run()
    expect(stack.sent('notice')).toHaveLength(1)
  })

  it('an event whose handler died after the commit is sent for when it comes again', async () => {
    const { stack, ports } = await setting()
    const identity = { source: 'urn:test', id: '1', keep: false, queued: true as const }
    const { send } = ports.queues
    ports.queues.send = async () => {
      throw new Error('died')
    }
    await expect(handle(ports, rulesOf(greeting()), pid, { ...named('甲'), identity })).rejects.toThrow('died')
    ports.queues.send = send
    expect(await handle(ports, rulesOf(greeting()), pid, { ...named('甲'), identity })).toEqual({ result: 'duplicate' })
    expect(stack.sent('notice')).toHaveLength(1)
  })

  it('an event handled twice has its effect once', async () => {
    const { ports, file } = await setting()
    const identity = { source: 'urn:test', id: '1', keep: false }
    await handle(ports, rulesOf(greeting()), pid, { ...named('甲'), identity })
    await handle(ports, rulesOf(greeting()), pid, { ...named('完'), identity })
    expect((await file()).person?.private.psn_name).toBe('甲')
  })

  it('a message that no worker knows how to do comes again instead of vanishing', async () => {
    const { ports, stack } = await setting()
    const message = { kind: 'event', event: { type: 'person.registered', data: {} } } as unknown as Message
    await expect(work(ports, stack.rules, message)).rejects.toThrow()
  })
})
