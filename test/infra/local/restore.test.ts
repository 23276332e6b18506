/**
 * The restore drill on the local stack: its data directory is put back to an earlier moment, its queues are empty, its
 * epoch is raised. Its archive is kept: what was accepted comes again out of it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, expect, it } from 'vitest'
import { type InboundType, wireType } from '../../../events/index.ts'
import { run as replay } from '../../../infra/cli/messages/replay.ts'
import type { ReadyFile } from '../../../infra/local/stack.ts'
import { credit, enrolment, pause, person } from '../../support/people.ts'
import { eventually, testDir } from './support.ts'

const program = fileURLToPath(new URL('../../../infra/local/serve.ts', import.meta.url))
const limitMs = 60_000
const A = '130200'
const B = '130100'
const { psn_no } = person(1)

const { dir, remove } = testDir()
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const process of running) process.kill('SIGKILL')
  remove()
})

const events = (
  [
    ['person.registered', person(1)],
    ['enrolment.registered', enrolment(psn_no, A, '2019-03-01')],
    ['account.credited', credit(psn_no, A, '100.00')],
    ['enrolment.paused', pause(psn_no, A, '2026-01-31')],
    ['enrolment.registered', enrolment(psn_no, B, '2026-03-02')],
  ] satisfies [InboundType, Record<string, unknown>][]
).map(([type, data], index) => {
  const id = `event-${index}`
  const time = '2026-03-02T09:00:00+08:00'
  return JSON.stringify({ specversion: '1.0', id, source: 'urn:test', type: wireType(type), time, data })
})

async function serve(dataDir: string, ...more: string[]) {
  const readyFile = join(dir, 'ready.json')
  const args = ['--data-dir', dataDir, '--stubs', 'off', '--now', '2026-03-02T09:00:00+08:00', ...more]
  const env = { ...process.env, TMPDIR: dir }
  const child = spawn(process.execPath, [program, '--ready-file', readyFile, ...args], { stdio: 'ignore', env })
  running.add(child)
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await eventually(() => (existsSync(readyFile) ? true : undefined), limitMs)
  const { api, sqs, region, queues, now: started } = JSON.parse(readFileSync(readyFile, 'utf8')) as ReadyFile
  const client = new SQSClient({ endpoint: sqs, region, credentials: { accessKeyId: 'any', secretAccessKey: 'any' } })

  const call = async (subject: object, path: string, body?: object) => {
    const post = (url: string, content: object, headers: Record<string, string> = {}) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(content),
      })
    const { token } = (await (await post(`${api}/dev/token`, subject)).json()) as { token: string }
    const headers = { authorization: `Bearer ${token}` }
    const answer = body ? await post(`${api}${path}`, body, headers) : await fetch(`${api}${path}`, { headers })
    return (await answer.json()) as Record<string, never>
  }
  const clerk = { role: 'clerk', admdvs: A }

  return {
    async tell(bodies: readonly string[]) {
      for (const MessageBody of bodies)
        await client.send(new SendMessageCommand({ QueueUrl: queues.inbox, MessageBody }))
    },
    task: () =>
      eventually(async () => {
        const { tasks } = (await call(clerk, '/v1/tasks')) as unknown as { tasks?: { task_id: string }[] }
        return tasks?.[0]?.task_id
      }, limitMs),
    decide: (task: string, decision: object) => call(clerk, `/v1/tasks/${task}/decision`, decision),
    /** The balance in B, as the person sees it. */
    balance: async () => {
      const { accounts } = (await call({ role: 'citizen', psn_no }, '/v1/me/accounts')) as unknown as {
        accounts: { insu_admdvs: string; balance: string }[]
      }
      return accounts.find(({ insu_admdvs }) => insu_admdvs === B)?.balance ?? '0.00'
    },
    check: () => call({ role: 'operator' }, '/v1/ledger/check'),
    /** What partners read, taken out of their queues: id and content. */
    async heard() {
      const heard: [id: string, content: string][] = []
      for (const QueueUrl of [queues.registry, queues.notice]) {
        for (let empty = 0; empty < 2; ) {
          const wanted = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }
          const { Messages = [] } = await client.send(new ReceiveMessageCommand(wanted))
          if (Messages.length === 0) empty++
          for (const { Body = '', ReceiptHandle } of Messages) {
            const { id, type, data } = JSON.parse(Body) as Record<string, string>
            heard.push([String(id), JSON.stringify([type, data])])
            await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
          }
        }
      }
      return heard
    },
    /** Sends again what was accepted before the stack was put back. */
    async replay() {
      const said: string[] = []
      const io = {
        out: (text: string) => said.push(text),
        err: (text: string) => said.push(text),
        stopped: () => false,
      }
      const time = ['--from', '2026-03-02T00:00:00+08:00', '--to', started]
      expect(await replay(['--ready-file', readyFile, ...time], io)).toBe(0)
      return said
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
      running.delete(child)
    },
  }
}

it(
  'a data directory put back: nothing twice, nothing lost, and a partner who knows ids drops nothing new',
  async () => {
    const [data, moment] = [join(dir, 'data'), join(dir, 'moment')]
    let stack = await serve(data)
    await stack.tell(events)
    const task = await stack.task()
    await stack.stop()
    cpSync(data, moment, { recursive: true })

    stack = await serve(data)
    await stack.decide(task, { decision: 'approve' })
    expect(await stack.balance()).toBe('100.00')
    const before = await stack.heard()
    await stack.stop()

    // The table is of the moment; messages in flight are lost, time is not.
    rmSync(join(moment, 'sqs'), { recursive: true })
    cpSync(join(data, 'clock.json'), join(moment, 'clock.json'))
    cpSync(join(data, 'archive'), join(moment, 'archive'), { recursive: true })
    stack = await serve(moment, '--epoch', '1')
    expect(await stack.balance()).toBe('0.00')
    for (let times = 0; times < 2; times++) expect(await stack.replay()).toEqual([expect.stringMatching(/^放回 5 条/)])
    await stack.decide(await stack.task(), { decision: 'reject', reason: '材料不全' })
    const after = await stack.heard()
    expect(await stack.balance()).toBe('0.00')
    expect(await stack.check()).toMatchObject({ balanced: true, violations: [] })
    await stack.stop()

    expect(before.length).toBeGreaterThan(0)
    expect(after.length).toBeGreaterThan(0)
    const known = new Map(before)
    expect(after.filter(([id, content]) => known.has(id) && known.get(id) !== content)).toEqual([])
  },
  4 * limitMs,
)
