/**
 * A sixth bundle: a folder of its own, a folder of tests, and one line of the index that a command writes. This takes the
 * house as it stands, adds the bundle `donation` to it and nothing else, and uses it from outside: events by SQS, people
 * over HTTP, on the local stack. It is the pattern for whoever adds a bundle.
 */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReadyFile } from '../../infra/local/stack.ts'
import { eventually, testDir } from '../infra/local/support.ts'
import { person } from '../support/people.ts'
import { filesLike, root } from '../support/sources.ts'

const folder = join(root, 'test/sixth/donation')
const { dir: house, remove } = testDir()
afterAll(remove)

/** What a command says that is run in the house. Throws an Error with all of it if it fails. */
function inHouse(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: house, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.join(' ')}:\n${stdout}${stderr}`)
  return stdout
}

/** Files that are others than in this house, or not in it. */
function changed(): string[] {
  const lines = inHouse('git', 'status', '--porcelain', '--untracked-files=all').split('\n').filter(Boolean)
  return lines.map((line) => line.slice(3)).filter((file) => !/^(?:test\/)?functions\/bundles\/donation\//.test(file))
}

beforeAll(() => {
  for (const file of filesLike().filter((file) => existsSync(join(root, file)))) {
    mkdirSync(dirname(join(house, file)), { recursive: true })
    cpSync(join(root, file), join(house, file))
  }
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'))
  inHouse('git', 'init', '--quiet')
  inHouse('git', 'add', '--all')
  inHouse('git', '-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', 'house')
  cpSync(folder, join(house, 'functions/bundles/donation'), { recursive: true })
  rmSync(join(house, 'functions/bundles/donation/test'), { recursive: true })
  cpSync(join(folder, 'test'), join(house, 'test/functions/bundles/donation'), { recursive: true })
})

describe('a sixth bundle', () => {
  it('is known to all else when the index is written anew, and nothing else is touched', () => {
    expect(changed()).toEqual([])
    inHouse(process.execPath, 'infra/generate/bundles.ts')
    expect(changed()).toEqual(['functions/bundles/index.ts'])
    // Front ends' types are written from what bundles declare; so is the README in the bundle's folder.
    const types = ['answers', 'bodies', 'operations'].map((name) => `shared/client/${name}.ts`)
    inHouse(process.execPath, 'infra/generate/client-types.ts')
    inHouse(process.execPath, 'infra/generate/diagrams.ts')
    expect(changed()).toEqual(['functions/bundles/index.ts', ...types])
    // What documents show of a call of its own is taken from the sample day.
    inHouse(process.execPath, 'test/functions/api/write-examples.ts')
    expect(changed()).toEqual(['functions/api/docs/examples.json', 'functions/bundles/index.ts', ...types])
  })

  it('keeps the house’s own rules, and its tests pass there', () => {
    const own = ['donation', 'index.test.ts', 'layout.test.ts', 'states.test.ts'].map(
      (name) => `test/functions/bundles/${name}`,
    )
    const rules = ['test/tidy.test.ts', 'test/laws.test.ts']
    const calls = ['test/functions/calls/declared.test.ts']
    const played = ['test/infra/samples/day.test.ts', 'test/bench/figures.test.ts']
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    inHouse(
      process.execPath,
      vitest,
      'run',
      '--maxWorkers=1',
      '--reporter=default',
      '--reporter=json',
      '--outputFile=report.json',
      ...own,
      ...rules,
      ...calls,
      ...played,
    )
    const { numFailedTests, numPassedTests } = JSON.parse(readFileSync(join(house, 'report.json'), 'utf8'))
    expect([numFailedTests, numPassedTests > 30]).toEqual([0, true])
  })

  it('is led a thousand random lives, held against the text of its rules', () => {
    const lives = inHouse(process.execPath, 'test/simulator/simulate.ts', '--lives', '1000', '--bundle', 'donation')
    expect(lives).toMatch(/donation/)
  })

  it('is lived through by the simulator', () => {
    const seeds = inHouse(process.execPath, 'test/simulator/simulate.ts', '--seeds', '3', '--bundle', 'donation')
    expect(seeds).toMatch(/donation (?:thanked|silent) +\d/)
  })
})

describe('on the local stack', () => {
  let ready: ReadyFile
  let stop: () => Promise<unknown>

  beforeAll(async () => {
    const readyFile = join(house, 'ready.json')
    const args = ['infra/local/serve.ts', '--ready-file', readyFile, '--now', '2026-03-10T09:00:00+08:00']
    const child = spawn(process.execPath, args, { cwd: house, stdio: 'ignore', env: { ...process.env, TMPDIR: house } })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    stop = () => {
      child.kill('SIGTERM')
      return ended
    }
    ready = await eventually(
      () => (existsSync(readyFile) ? (JSON.parse(readFileSync(readyFile, 'utf8')) as ReadyFile) : undefined),
      60_000,
    )
  })
  afterAll(() => stop?.())

  // biome-ignore lint/suspicious/noExplicitAny: read as front ends read it
  async function call(who: object | undefined, target: string, body?: object): Promise<{ status: number; body: any }> {
    const [method = '', path = ''] = target.split(' ')
    const token = who && (await call(undefined, 'POST /dev/token', who)).body.token
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(`${ready.api}${path}`, { method, headers, ...sent })
    return { status: response.status, body: await response.json() }
  }
  const { psn_no, ...identity } = person(1)
  const me = { role: 'citizen', psn_no }
  const clerk = { role: 'clerk', admdvs: '130100' }

  let events = 0
  async function happen(type: string, data: object) {
    const client = new SQSClient({
      endpoint: ready.sqs,
      region: ready.region,
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    })
    const said = { specversion: '1.0', id: `e${++events}`, source: 'urn:test:health', type: `mianshen.${type}.v1` }
    const event = { ...said, time: '2026-03-10T09:00:00+08:00', data }
    await client.send(new SendMessageCommand({ QueueUrl: ready.queues.inbox, MessageBody: JSON.stringify(event) }))
  }
  const donation = { donation_no: 'D1', donated_on: '2026-03-10', ml: 400, admdvs: '130102' }

  it('a donation reported by SQS goes through parameter, clerk, notice and choice to its outcome', async () => {
    await happen('person.registered', { psn_no, ...identity })
    await happen('donation.reported', { ...donation, psn_no, ml: 600 })
    const [task] = await eventually(async () => {
      const { tasks } = (await call(clerk, 'GET /v1/tasks')).body
      return tasks.length > 0 ? tasks : undefined
    }, 20_000)
    expect(task).toMatchObject({ kind: 'review-donation', facts: { ml: 600 } })
    const decision = `POST /v1/tasks/${task.task_id}/decision`
    expect((await call(clerk, decision, { decision: 'approve' })).status).toBe(400)
    expect((await call(clerk, decision, { decision: 'approve', ml: 300 })).status).toBe(200)

    const [row] = (await call(me, 'GET /v1/cases')).body.cases
    expect(row).toMatchObject({ bundle: 'donation', status: 'waiting', waiting_for: { what: 'take-gift' } })
    const act = `POST /v1/cases/${row.case_id}/actions`
    expect((await call(me, act, { action: 'take-gift', gift: 'house' })).status).toBe(400)
    const done = await call(me, act, { action: 'take-gift', gift: 'check' })
    expect(done.body).toMatchObject({ status: 'done', outcome: { result: 'thanked', gift: 'check', ml: 300 } })
    const { notices } = (await call(me, 'GET /v1/me/notices')).body
    expect(notices).toMatchObject([{ template: 'donation.thanks' }])
    const own = { donation_no: 'D1', donated_on: '2026-03-10', ml: 600 }
    expect((await call(me, 'GET /v1/me/donations')).body).toEqual({ donations: [own] })
    expect(await call(clerk, 'GET /v1/me/donations')).toMatchObject({ status: 403 })
  })

  it('a form starts it; a parameter set by an operator decides; what is wrong is refused', async () => {
    const operator = { role: 'operator' }
    const row = { admdvs: '130000', from: '2026-01-01', value: 200, source: '测试' }
    expect((await call(operator, 'PUT /v1/policies/donation_review_above', row)).status).toBe(200)
    const wrong = { ...row, value: 'much' }
    expect((await call(operator, 'PUT /v1/policies/donation_review_above', wrong)).status).toBe(400)
    expect((await call(me, 'GET /v1/forms/donation')).body).toMatchObject({ prefilled: { donated_on: '2026-03-10' } })
    const started = await call(me, 'POST /v1/cases', { bundle: 'donation', form: { ...donation, donation_no: 'D2' } })
    expect(started).toMatchObject({ status: 201, body: { status: 'waiting', waiting_for: { actor: 'clerk' } } })

    await happen('donation.reported', { ...donation, psn_no, ml: 99_999 })
    const rejected = await eventually(async () => {
      const refused = (await call(operator, 'GET /v1/rejected-events')).body.events
      return refused.length > 0 ? refused : undefined
    }, 20_000)
    expect(rejected).toMatchObject([{ reason: 'bad-data', errors: [{ field: 'data.ml' }] }])
  })

  it('services, codes and documents tell of it', async () => {
    const { services } = (await call(me, 'GET /v1/services')).body
    expect(services.map((one: { bundle: string }) => one.bundle)).toContain('donation')
    const texts = await Promise.all(
      ['/v1/codes', '/openapi.json', '/asyncapi.json', '/docs'].map(async (path) =>
        (await fetch(ready.api + path)).text(),
      ),
    )
    const expected = [
      ['无偿献血慰问', 'review-donation', 'donation_review_above', 'donation.thanks', 'take-gift', '纪念卡'],
      ['take-gift', 'donation_no', 'review-donation', '/v1/me/donations'],
      ['mianshen.donation.reported.v1'],
      ['无偿献血慰问', 'mianshen.donation.reported.v1'],
    ]
    expected.forEach((words, index) => {
      for (const word of words) expect(texts[index]).toContain(word)
    })
  })
})
