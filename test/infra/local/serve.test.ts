import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ReadyFile } from '../../../infra/local/stack.ts'
import { eventually, isAlive, testDir } from './support.ts'

const program = fileURLToPath(new URL('../../../infra/local/serve.ts', import.meta.url))
const limitMs = 60_000

let dir: string
let remove: () => void
let running: ChildProcess[]

beforeEach(() => {
  ;({ dir, remove } = testDir())
  running = []
})
afterEach(() => {
  for (const process of running) process.kill('SIGKILL')
  remove()
})

async function serve(...args: string[]) {
  // What a killed stack leaves in the temporary folder goes with the test's.
  const env = { ...process.env, TMPDIR: dir }
  const readyFile = join(dir, 'ready.json')
  const child = spawn(process.execPath, [program, '--ready-file', readyFile, ...args], { stdio: 'ignore', env })
  running.push(child)
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const ready = () => JSON.parse(readFileSync(readyFile, 'utf8')) as ReadyFile
  await eventually(() => (existsSync(readyFile) ? true : undefined), limitMs)
  const stop = async () => {
    child.kill('SIGTERM')
    return await exited
  }
  return { ready, readyFile, stop, child }
}

async function post(url: string, body: object) {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Record<string, string> }
}

const healthy = async (api: string) =>
  await fetch(`${api}/v1/health`).then(
    (response) => (response.ok ? true : undefined),
    () => undefined,
  )

const allPids = (ready: ReadyFile) => [...Object.values(ready.pids), ...Object.values(ready.stores)]

describe('npm run serve', () => {
  it(
    'serves when the ready file is there, starts again what is killed, and leaves nothing behind',
    async () => {
      const { ready, readyFile, stop } = await serve('--now', '2026-03-02T09:00:00+08:00')
      const { api, sqs, dynamodb, region, table, queues, pids } = ready()
      expect(await (await fetch(`${api}/v1/health`)).json()).toEqual({ status: 'ok' })
      expect([region, typeof table, new URL(dynamodb).hostname]).toEqual(['cn-north-1', 'string', '127.0.0.1'])
      for (const name of ['inbox', 'tax', 'bank', 'notice', 'medins', 'registry', 'hotline', 'invoice'] as const) {
        expect(new URL(queues[name]).origin).toBe(sqs)
      }
      expect(Object.keys(pids).sort()).toEqual(['api', 'clock', 'inbox', 'records', 'stubs', 'worker-1', 'worker-2'])
      expect((await post(`${api}/dev/clock`, { advance: 'P1D' })).body.now).toMatch(/^2026-03-03T09:0/)

      for (const pid of Object.values(pids)) process.kill(pid, 'SIGKILL')
      const again = await eventually(() => {
        const now = ready().pids
        return Object.entries(pids).every(([name, pid]) => now[name] !== pid) ? now : undefined
      })
      expect(Object.keys(again).sort()).toEqual(Object.keys(pids).sort())
      await eventually(() => healthy(api))
      expect((await post(`${api}/dev/clock`, { advance: 'P1D' })).body.now).toMatch(/^2026-03-04T09:/)
      const { token } = (await post(`${api}/dev/token`, { role: 'operator' })).body
      await fetch(`${api}/v1/rejected-events`, { headers: { authorization: `Bearer ${token}` } })
      // What is kept apart of the trail, beside the logs.
      const kept = join(ready().logs, '../audit/2026-03-04')
      const [object = ''] = await eventually(() => (existsSync(kept) ? readdirSync(kept) : undefined))
      // It stands there before all of it is written.
      const lines = await eventually(() => readFileSync(join(kept, object), 'utf8') || undefined)
      expect(lines).toContain('"by":"operator"')

      const last = allPids(ready())
      const asked = performance.now()
      expect(await stop()).toBe(0)
      expect(performance.now() - asked).toBeLessThan(3_000)
      expect(last.filter(isAlive)).toEqual([])
      expect(existsSync(readyFile)).toBe(false)
    },
    limitMs,
  )

  it(
    'with a data directory goes on where it was, with stubs off leaves what partners should read, and killed outright takes its processes with it',
    async () => {
      const options = ['--data-dir', join(dir, 'data'), '--stubs', 'off', '--now', '2026-03-02T09:00:00+08:00']
      const first = await serve(...options)
      const { api, queues, sqs: endpoint, region, pids } = first.ready()
      expect(Object.keys(pids)).not.toContain('stubs')
      const { token } = (await post(`${api}/dev/token`, { role: 'operator', ttl_s: 99 * 86_400 })).body
      await post(`${api}/dev/clock`, { advance: 'P30D' })
      const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
      const client = new SQSClient({ endpoint, region, credentials })
      await client.send(new SendMessageCommand({ QueueUrl: queues.tax, MessageBody: 'kept' }))
      expect(await first.stop()).toBe(0)

      const second = await serve(...options)
      const { api: address, queues: later, sqs, now } = second.ready()
      expect(now.slice(0, 10)).toBe('2026-04-01')
      const authorization = `Bearer ${token}`
      const rejected = await fetch(`${address}/v1/rejected-events`, { headers: { authorization } })
      expect(rejected.status).toBe(200)
      const reader = new SQSClient({ endpoint: sqs, region, credentials })
      const { Messages = [] } = await reader.send(new ReceiveMessageCommand({ QueueUrl: later.tax }))
      expect(Messages.map((message) => message.Body)).toEqual(['kept'])
      const all = allPids(second.ready())
      second.child.kill('SIGKILL')
      await eventually(() => (all.some(isAlive) ? undefined : true))
    },
    limitMs,
  )

  it('asked to stop before it is ready, gives up at once', async () => {
    const readyFile = join(dir, 'ready.json')
    const env = { ...process.env, TMPDIR: dir }
    const child = spawn(process.execPath, [program, '--ready-file', readyFile], { stdio: 'ignore', env })
    running.push(child)
    const exited = new Promise((resolve) => child.once('exit', resolve))
    await eventually(() => (readdirSync(dir).some((name) => name.startsWith('mianshen-')) ? true : undefined))
    child.kill('SIGTERM')
    const asked = performance.now()
    expect(await exited).toBe(0)
    expect(performance.now() - asked).toBeLessThan(4_000)
    expect(existsSync(readyFile)).toBe(false)
  }, 30_000)

  it.each([[['--now', 'yesterday']], [['--nonsense']], [['--port', '70000']]])(
    'refuses %o with status 2',
    async (args) => {
      const child = spawn(process.execPath, [program, ...args], { stdio: 'ignore' })
      running.push(child)
      expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(2)
    },
  )
})
