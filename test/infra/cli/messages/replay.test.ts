import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SQSEvent } from 'aws-lambda'
import { startFauxqs } from 'fauxqs'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type Archived, keepAccepted } from '../../../../functions/inbox/archive.ts'
import { makeInbox } from '../../../../functions/inbox/inbox.ts'
import { type Replay, type ReplayMeans, replay, run } from '../../../../infra/cli/messages/replay.ts'
import { openFileClock } from '../../../../infra/local/clock-file.ts'
import { openDevKeys } from '../../../../infra/local/dev-keys.ts'
import { directoryBucket } from '../../../../shared/bucket/directory.ts'
import { addMs, instant } from '../../../../shared/calendar/index.ts'
import { manualClock } from '../../../../shared/clock/index.ts'
import { credit, enrolment, person } from '../../../support/people.ts'
import { makeStack, type Stack } from '../../../support/stack.ts'

const start = instant('2026-03-12T09:40:00+08:00')
const minute = 60_000

let stack: Stack
beforeEach(async () => {
  stack = await makeStack({ now: start })
})

/** A person is registered, enrolled and credited every ten minutes, over two hours, by three sources. */
async function happenings() {
  for (let n = 1; n <= 12; n++) {
    stack.clock.set(addMs(start, n * 10 * minute))
    const { psn_no } = person(n)
    await stack.send('person.registered', person(n), { source: 'urn:partner:police' })
    await stack.send('enrolment.registered', enrolment(psn_no, '130100', '2026-03-01'), {
      source: 'urn:partner:registry',
    })
    await stack.send('account.credited', credit(psn_no, '130100', '10.00'), { source: 'urn:partner:tax' })
    await stack.run()
  }
}

const sent: Archived[] = []
beforeEach(() => void sent.splice(0))

const means = (more: Partial<ReplayMeans> = {}): ReplayMeans => ({
  archive: stack.archive,
  keys: stack.ports.keys,
  send: async (events) => void sent.push(...events),
  out: () => {},
  pause: async () => {},
  stopped: () => false,
  ...more,
})
const everything: Replay = { from: start, to: addMs(start, 24 * 60 * minute), rate: 1e9, dryRun: false }

describe('replay', () => {
  it('sends everything of a time again, as it came and in the order in which it was accepted', async () => {
    await happenings()
    const done = await replay(means(), everything)
    expect(done).toEqual({ events: 36, objects: 36, unreadable: [] })
    expect(sent.map(({ at }) => at)).toEqual(sent.map(({ at }) => at).sort())
    expect(new Set(sent.map(({ id }) => id)).size).toBe(36)

    sent.splice(0)
    const [from, to] = [addMs(start, 30 * minute), addMs(start, 90 * minute)]
    expect(await replay(means(), { ...everything, from, to })).toMatchObject({ events: 18 })
    expect(sent.every(({ at }) => at >= from && at < to)).toBe(true)
  })

  it('of one source alone, or none if it only counts', async () => {
    await happenings()
    expect(await replay(means(), { ...everything, source: 'urn:partner:tax' })).toMatchObject({ events: 12 })
    expect(sent.every(({ source }) => source === 'urn:partner:tax')).toBe(true)
    sent.splice(0)
    expect(await replay(means(), { ...everything, dryRun: true })).toMatchObject({ events: 36 })
    expect(sent).toEqual([])
  })

  it('goes on where it was stopped, and leaves nothing out and sends nothing twice', async () => {
    for (let n = 1; n <= 120; n++) {
      const body = JSON.stringify({ id: `e${n}` })
      await keepAccepted(stack.ports, [{ via: 'inbox', source: `urn:s${n % 3}`, id: `e${n}`, body }])
      stack.clock.set(addMs(stack.clock.now(), minute))
    }
    let looks = 0
    const first = await replay(means({ stopped: () => ++looks > 1 }), everything)
    expect(first).toMatchObject({ events: 50, after: expect.stringMatching(/^events\//) })
    const failing = means({ send: async () => Promise.reject(new Error('out of reach')) })
    await expect(replay(failing, { ...everything, after: first.after! })).rejects.toThrow('out of reach')
    const second = await replay(means(), { ...everything, after: first.after! })
    expect(second).toEqual({ events: 70, objects: 70, unreadable: [] })
    expect(sent.map(({ id }) => id)).toEqual(Array.from({ length: 120 }, (_, n) => `e${n + 1}`))
  })

  it('is no faster than it may be', async () => {
    await happenings()
    const pauses: number[] = []
    await replay(means({ pause: async (ms) => void pauses.push(ms) }), { ...everything, rate: 10 })
    expect(pauses[0]).toBeGreaterThan(3000)
  })

  it('names what it cannot read, and does the rest', async () => {
    await happenings()
    const [key = ''] = stack.archive.objects.keys()
    stack.archive.objects.set(key, new Uint8Array([1, 2, 3]))
    expect(await replay(means(), everything)).toMatchObject({ events: 35, unreadable: [key] })
  })

  it('changes nothing: every event is known', async () => {
    await happenings()
    const before = new Map(stack.table.items)
    const said = stack.sent().length
    const inbox = makeInbox(stack.ports)
    const send = async (events: readonly Archived[]) => {
      const Records = events.map(({ body, via }) => ({ body, messageAttributes: { via: { stringValue: via } } }))
      expect(await inbox({ Records } as unknown as SQSEvent)).toEqual({ batchItemFailures: [] })
    }
    await replay(means({ send }), { ...everything, to: stack.clock.now() })
    await stack.run()
    expect(stack.table.items).toEqual(before)
    expect(stack.sent()).toHaveLength(said)
  })
})

describe('the command', () => {
  const dir = mkdtempSync(join(tmpdir(), 'replay-'))
  afterAll(() => rmSync(dir, { recursive: true }))
  const at = (name: string) => join(dir, name)
  const said: string[] = []
  const io = { out: (text: string) => said.push(text), err: (text: string) => said.push(text), stopped: () => false }
  beforeEach(() => void said.splice(0))

  it('puts events into the inbox of this machine, with the way they came', async () => {
    const server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' })
    const sqs = `http://127.0.0.1:${server.port}`
    server.createQueue('inbox', { region: 'cn-north-1' })
    const { keys } = openDevKeys(at('keys.json'))
    openFileClock(at('clock.json'), start)
    const archive = directoryBucket(at('archive'))
    const ports = { ...stack.ports, keys, archive, clock: manualClock(addMs(start, -minute)) }
    const bodies = Array.from({ length: 23 }, (_, n) => JSON.stringify({ id: `e${n}`, source: 'urn:partner:tax' }))
    await keepAccepted(
      ports,
      bodies.map((body, n) => ({ via: 'urn:partner:tax', source: 'urn:partner:tax', id: `e${n}`, body })),
    )
    const ready = { sqs, region: 'cn-north-1', queues: { inbox: `${sqs}/000000000000/inbox` } }
    const files = { archive: at('archive'), keys: at('keys.json'), clock: at('clock.json') }
    writeFileSync(at('ready.json'), JSON.stringify({ ...ready, ...files }))

    expect(await run(['--ready-file', at('ready.json'), '--from', '2026-03-12T08:00:00+08:00'], io)).toBe(0)
    expect(said).toEqual(['放回 23 条，归档 1 个'])
    const { ready: lying = [] } = server.inspectQueue('inbox')?.messages ?? {}
    expect(lying.map(({ body }) => body).sort()).toEqual([...bodies].sort())
    expect(new Set(lying.map(({ messageAttributes }) => messageAttributes.via?.StringValue))).toEqual(
      new Set(['urn:partner:tax']),
    )
    await server.stop()
  })

  it.each([
    [['--from', '2026-03-12'], /--from 应为带时区的时间/],
    [['--from', start, '--rate', '0'], /--rate/],
    [['--from', start], /--stage/],
    [['--from', start, '--after', 'x', '--ready-file', 'no'], /读不出|--after/],
    [['--what'], /用法/],
  ])('says what is wrong with %j', async (args, expected) => {
    expect(await run(args, io)).toBe(2)
    expect(said.join('\n')).toMatch(expected)
    expect(said.join('\n')).not.toMatch(/ {4}at /)
  })

  it('tells how it is written', async () => {
    expect(await run(['--help'], io)).toBe(0)
    expect(said[0]).toMatch(/^用法：npm run replay/)
  })
})
