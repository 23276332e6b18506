/** Follows infra/runbooks/rotate-keys.md, running its commands in its order: no message is lost, none is unverifiable. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { generateKeyPair, type KeyPair, sign } from '../../events/signing.ts'
import { makeInbox } from '../../functions/inbox/inbox.ts'
import { doorOf, doorsOf } from '../../functions/inbox/partners.ts'
import { run } from '../../infra/cli/keys.ts'
import { sendersOf } from '../../infra/constructs/partner.ts'
import { partnerEntry } from '../../infra/settings.ts'
import { addMs, instant } from '../../shared/calendar/index.ts'
import { sendOut } from '../../shared/engine/held.ts'
import type { Outgoing } from '../../shared/queues.ts'
import { apiOf, operator } from '../support/api.ts'
import { register } from '../support/people.ts'
import { keysOf, publishedKeys, signerOf, signingKeysJson } from '../support/signing.ts'
import { makeStack, type Stack } from '../support/stack.ts'

const folder = mkdtempSync(join(tmpdir(), 'rotate-'))
afterAll(() => rmSync(folder, { recursive: true }))
const secret = join(folder, 'secret.json')

const runbook = readFileSync('infra/runbooks/rotate-keys.md', 'utf8')
/** The commands under a heading, as they stand there: what comes out of the one is the secret of the next. */
const commandsUnder = (heading: string): string[] => {
  const [, section = ''] = runbook.split(`**${heading}**`)
  return [...section.split('\n\n**')[0]!.matchAll(/`SECRET \| npm run --silent keys -- (.+?) \| PUT`/g)].map(
    ([, args]) => args!,
  )
}

let stack: Stack
beforeEach(async () => {
  stack = await makeStack({ now: '2026-03-02T09:00:00+08:00', keys: keysOf(signingKeysJson) })
  writeFileSync(secret, JSON.stringify(signingKeysJson))
})

const at = (time: string) => stack.clock.set(instant(time))

/** A command of the runbook on the secret, and the deployment after it. */
async function rotate(command: string | undefined, names: Record<string, string>): Promise<void> {
  if (command === undefined) throw new Error('the runbook has no such command')
  const args = command.split(' ').map((word) => (word === '-' ? secret : (names[word] ?? word)))
  const out: string[] = []
  const code = await run(args, { out: (text) => out.push(text), err: (text) => out.push(text) })
  if (code !== 0) throw new Error(out.join('\n'))
  writeFileSync(secret, out.join(''))
  stack.ports.keys = keysOf(JSON.parse(out.join('')))
}

const notice = (id: string): Outgoing => ({
  queue: 'notice',
  body: JSON.stringify({ id, type: 'mianshen.notice.requested.v1', time: stack.clock.now(), data: { text: '您好' } }),
})
const decided = (id: string) => sendOut(stack.ports, [notice(id)])

/** A partner reads its queue and verifies by the list alone; what it can't verify it sets aside. By id, the key. */
async function read(): Promise<Record<string, string | undefined>> {
  const keys = await publishedKeys(stack)
  return Object.fromEntries(stack.take('notice').map((body) => [JSON.parse(body).id, signerOf(body, keys)]))
}

const listed = async () => (await publishedKeys(stack)).map(({ key_id }) => key_id)
const hold = (call: 'PUT' | 'DELETE') => apiOf(stack).call(operator, `${call} /v1/holds/notice`, { reason: '演练' })

/** The queue refuses a message for good; it is set aside until it is sent again. */
async function setAside(id: string): Promise<() => Promise<unknown>> {
  const { send } = stack.ports.queues
  stack.ports.queues.send = async (queue, bodies, group) =>
    queue === 'notice' ? bodies.map((body) => ({ body, reason: 'MessageTooLong' })) : send(queue, bodies, group)
  await decided(id)
  stack.ports.queues.send = send
  const api = apiOf(stack)
  const { tasks } = (await api.call(operator, 'GET /v1/tasks?kind=message-refused')).body
  return () => api.call(operator, `POST /v1/tasks/${tasks[0].task_id}/decision`, { decision: 'approve' })
}

describe('a new key of ours', () => {
  test('begins and the old one ends, and whatever lies anywhere is verified', async () => {
    const [add, end, drop, ...more] = commandsUnder('A new key of ours.')
    expect(more).toEqual([])
    await decided('before')
    await rotate(add, { FROM: '2026-03-16T00:00:00+08:00' })
    expect(await listed()).toEqual(['s1', 's2'])
    await decided('in the queue')
    const sendAgain = await setAside('aside')
    await hold('PUT')
    await decided('held')
    at('2026-03-16T08:00:00+08:00')
    await decided('held, of the new time')
    await hold('DELETE')
    await stack.run()
    await decided('after')
    await rotate(end, { OLD: 's1', UNTIL: '2026-03-17T00:00:00+08:00' })
    at('2026-03-30T08:00:00+08:00')
    await sendAgain()
    expect(await read()).toEqual({
      ...{ before: 's1', 'in the queue': 's1', held: 's1', aside: 's1' },
      ...{ 'held, of the new time': 's2', after: 's2' },
    })

    await hold('PUT')
    await decided('of this day')
    at('2026-09-14T08:00:00+08:00')
    await rotate(drop, { OLD: 's1' })
    expect(await listed()).toEqual(['s2'])
    await hold('DELETE')
    await stack.run()
    expect(await read()).toEqual({ 'of this day': 's2' })
  })

  test('and what was decided in the time of one that is gone is signed by the one that holds', async () => {
    const [add, end, drop] = commandsUnder('A new key of ours.')
    await hold('PUT')
    await decided('of long ago')
    await rotate(add, { FROM: '2026-03-16T00:00:00+08:00' })
    at('2026-03-17T00:00:00+08:00')
    await rotate(end, { OLD: 's1', UNTIL: '2026-03-17T00:00:00+08:00' })
    at('2026-09-14T08:00:00+08:00')
    await rotate(drop, { OLD: 's1' })
    await hold('DELETE')
    await stack.run()
    expect(await read()).toEqual({ 'of long ago': 's2' })
  })

  test('is known to who has not heard of it yet: a function of the release before signs as before', async () => {
    const [add] = commandsUnder('A new key of ours.')
    const before = stack.ports.keys
    await rotate(add, { FROM: '2026-03-16T00:00:00+08:00' })
    await sendOut({ ...stack.ports, keys: before }, [notice('by the release before')])
    expect(await read()).toEqual({ 'by the release before': 's1' })
  })
})

describe('a key of ours that got out', () => {
  test('signs nothing from then on, and what it had signed is verified until the queues are empty', async () => {
    const [replace, ...more] = commandsUnder('A key of ours got out.')
    expect(more).toEqual([])
    const [, , drop] = commandsUnder('A new key of ours.')
    await decided('in the queue')
    const straggler = notice('straggler')
    await sendOut(stack.ports, [straggler])
    const [lies] = stack.take('notice').slice(1)
    await decided('also in the queue')
    const sendAgain = await setAside('aside')
    await hold('PUT')
    await decided('held')
    await rotate(replace, { OLD: 's1' })
    await hold('DELETE')
    await stack.run()
    await sendAgain()
    await decided('after')
    const keys = await publishedKeys(stack)
    expect(await read()).toEqual({ 'also in the queue': 's1', held: 's2', aside: 's2', after: 's2' })
    // Who chooses by `time` comes to the same: the other key stands for all of the time of the one that got out.
    expect(keys.map(({ from }) => from)).toEqual([keys[0]!.from, keys[0]!.from])

    await rotate(drop, { OLD: 's1' })
    expect(await listed()).toEqual(['s2'])
    await stack.ports.queues.send('notice', [lies!])
    expect(await read()).toEqual({ straggler: undefined })
    await sendOut(stack.ports, [straggler])
    expect(await read()).toEqual({ straggler: 's2' })
  })
})

describe('a partner’s key', () => {
  const old = generateKeyPair()
  const next = generateKeyPair()
  const first = { id: '2025', publicKey: old.publicKey, from: '2025-01-01T00:00:00+08:00' }
  const second = { id: '2026', publicKey: next.publicKey, from: '2026-03-10T00:00:00+08:00' }
  const source = 'urn:partner:medins-13'

  test('changes while both hold, and nothing signed in the time of either is lost', async () => {
    const psn = await register(stack, 1)
    let doors = doorsOf([], stack.clock)
    let door = doors(source)
    const deploy = (...key: object[]) => {
      const entry = partnerEntry.parse({
        id: 'medins-13',
        account: '111111111111',
        sends: ['account.credited'],
        key,
        rate: 60,
      })
      const senders = sendersOf([entry])
      doors = doorsOf(senders, stack.clock)
      door = doorOf(senders[0]!, stack.clock)
    }
    let sent = 0
    const credit = (time: string, by: KeyPair) => {
      const data = { psn_no: psn, insu_admdvs: '130100', amt: '1.00', credit_no: `C${++sent}` }
      const event = { specversion: '1.0', id: `c${sent}`, source, type: 'mianshen.account.credited.v1', time, data }
      return JSON.stringify(sign(event, by))
    }
    const arrives = async (body: string) => {
      await makeInbox(stack.ports, door)({ Records: [{ messageId: 'm', body }] } as never)
      await stack.run()
    }
    const api = () => apiOf(stack, { doors: (via) => doors(via) })
    const rejected = async () => (await api().call(operator, 'GET /v1/rejected-events')).body.events
    const balance = async () => (await stack.file(psn)).one('account', '130100')?.balance

    deploy(first)
    await arrives(credit('2026-03-02T09:00:00+08:00', old))
    // It begins too early: rejected, not lost.
    await arrives(credit('2026-03-02T09:00:00+08:00', next))
    expect(await rejected()).toMatchObject([{ reason: 'bad-signature' }])
    deploy(first, second)
    at('2026-03-10T00:00:00+08:00')
    const late = credit('2026-03-09T23:59:59+08:00', old)
    const tooLate = credit('2026-03-09T23:59:59+08:00', old)
    await arrives(credit('2026-03-10T00:00:00+08:00', next))
    await arrives(credit('2026-03-10T00:00:00+08:00', old))
    expect(await balance()).toBe(300)
    const until = '2026-03-12T00:00:00+08:00'
    deploy({ ...first, until }, second)
    at('2026-03-12T09:00:00+08:00')
    await arrives(credit('2026-03-12T08:59:00+08:00', old))
    expect((await rejected()).map(({ reason }: { reason: string }) => reason)).toContain('bad-signature')
    at(addMs(instant(until), 14 * 86_400_000))
    await arrives(late)
    expect(await balance()).toBe(400)
    at('2026-03-26T00:00:01+08:00')
    await arrives(tooLate)
    expect(await balance()).toBe(400)
  })

  test('that we were told of late: what was rejected meanwhile is taken up by a replay', async () => {
    const psn = await register(stack, 1)
    const senders = (...keys: object[]) =>
      sendersOf([
        partnerEntry.parse({
          id: 'medins-13',
          account: '111111111111',
          sends: ['account.credited'],
          key: keys,
          rate: 60,
        }),
      ])
    const data = { psn_no: psn, insu_admdvs: '130100', amt: '1.00' }
    const time = '2026-03-10T09:00:00+08:00'
    at(time)
    const event = sign({ specversion: '1.0', id: 'c1', source, type: 'mianshen.account.credited.v1', time, data }, next)
    const until = '2026-03-10T00:00:00+08:00'
    const [before] = senders({ ...first, until })
    await makeInbox(
      stack.ports,
      doorOf(before!, stack.clock),
    )({
      Records: [{ messageId: 'm', body: JSON.stringify(event) }],
    } as never)
    const api = apiOf(stack, { doors: doorsOf(senders({ ...first, until }, second), stack.clock) })
    const { events } = (await api.call(operator, 'GET /v1/rejected-events')).body
    expect(events).toMatchObject([{ reason: 'no-key' }])
    expect((await api.call(operator, `POST /v1/rejected-events/${events[0].id}/replay`)).status).toBeLessThan(300)
    await stack.run()
    expect((await stack.file(psn)).one('account', '130100')?.balance).toBe(100)
  })
})
