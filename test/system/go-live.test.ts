/**
 * A province goes live, as infra/DEPLOY.md says it does, on the local stack: its history is loaded, broken off in the
 * middle and loaded again, and compared; a week is lived through in shadow and held against what the office did; two areas
 * go live, and one is taken back.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleNames } from '../../functions/bundles/all.ts'
import { run as shadow } from '../../infra/cli/shadow.ts'
import { run as load } from '../../infra/load/load.ts'
import { credentials } from '../../infra/local/config.ts'
import { type ApiClient, apiClient } from '../../infra/local/day/api-client.ts'
import { type Stack, startStack } from '../../infra/local/stack.ts'
import { instant } from '../../shared/calendar/index.ts'
import { partnerQueues } from '../../shared/queues.ts'
import { eventually } from '../infra/local/support.ts'
import { eventsOf, makeProvince, type ProvinceEvent, writeProvince } from '../support/province.ts'

const until = '2026-03-02'
const areas = ['130100', '130200', '130300'] as const
const [first, second, third] = areas
/** Loading takes DynamoDB Local a core for three seconds a thousand: `PERSONS=20000` has them all, as a release should. */
const persons = Number(process.env.PERSONS ?? 1_600)
/** Of so few, this province has in its two weeks all that is counted below, and two newborns for the office to differ on one. */
const province = makeProvince({ seed: 31, persons, areas, until, baseYears: 5 })
const operator = { role: 'operator' } as const
const limitMs = 300_000

const dir = mkdtempSync(join(tmpdir(), 'go-live-'))
const at = (name: string) => join(dir, name)
let stack: Stack
let api: ApiClient
let files: string[]

beforeAll(async () => {
  files = writeProvince(province, at('history'))
  // The week is told when it is over: some of it would be of the future before.
  stack = await startStack({ now: instant('2026-03-09T08:00:00+08:00'), stubs: false, port: 0, say: () => {} })
  writeFileSync(at('ready.json'), JSON.stringify(stack.describe()))
  api = apiClient(stack.describe().api)
  for (const area of areas) await switchAll(area, { state: 'off' })
}, limitMs)

afterAll(async () => {
  await stack?.stop()
  rmSync(dir, { recursive: true, force: true })
})

const settingsOf = (area: string) => `/v1/regions/${area}/settings`

/** Switches every bundle of an area. Throws unless that was done. */
async function switchAll(area: string, to: { state: 'off' | 'shadow' | 'live'; from?: string }): Promise<void> {
  const bundles = Object.fromEntries(bundleNames.map((bundle) => [bundle, to]))
  const { status, body } = await api.call(operator, 'PUT', settingsOf(area), { bundles })
  if (status !== 200) throw new Error(`${area} is not switched: ${JSON.stringify(body)}`)
}

/** What a command says, a line each. */
function listening() {
  const said: string[] = []
  const keep = (text: string) => void said.push(text)
  return { said, io: { out: keep, err: keep, fetch, pause: async () => {} } }
}

const placed = () => ['--ready-file', at('ready.json'), '--keys', stack.config.keysFile, '--work', at('work')]
const loading = (command: string, ...more: string[]) => [
  command,
  ...more,
  ...placed(),
  '--until',
  until,
  '--rejects',
  at('found.ndjson'),
]

/** How many items the table holds; a table in the cloud says it hours later. */
async function itemsStored(): Promise<number> {
  const { dynamodb, region, table } = stack.describe()
  const client = new DynamoDBClient({ endpoint: dynamodb, region, credentials })
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }))
  client.destroy()
  return Table?.ItemCount ?? 0
}

/** Loads in a process of its own, and kills that in the middle; true if it was not done before. */
async function brokenOff(): Promise<boolean> {
  const program = fileURLToPath(new URL('../../infra/load/load.ts', import.meta.url))
  const child = spawn(process.execPath, [program, ...loading('write', ...files)], { stdio: 'ignore' })
  const ended = new Promise<boolean>((resolve) => child.once('exit', (_code, signal) => resolve(signal === 'SIGKILL')))
  await eventually(async () => ((await itemsStored()) > 5_000 || child.exitCode !== null ? true : undefined), limitMs)
  child.kill('SIGKILL')
  return ended
}

/** Sends events as partners do. */
async function tell(events: readonly ProvinceEvent[]): Promise<void> {
  const { sqs, region, queues } = stack.describe()
  const client = new SQSClient({ endpoint: sqs, region, credentials })
  for (let begin = 0; begin < events.length; begin += 10) {
    const some = events.slice(begin, begin + 10)
    const Entries = some.map((event, index) => ({ Id: String(index), MessageBody: JSON.stringify(event) }))
    await client.send(new SendMessageBatchCommand({ QueueUrl: queues.inbox, Entries }))
  }
  client.destroy()
}

/** Messages of a queue that wait or are being worked on. */
async function messagesIn(queue: string): Promise<number> {
  const { sqs, region, queues } = stack.describe()
  const client = new SQSClient({ endpoint: sqs, region, credentials })
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
  const QueueUrl = queues[queue as keyof typeof queues]
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
  )
  client.destroy()
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0)
}

/** Everything that was sent in has been worked on. */
const allIsQuiet = () =>
  eventually(async () => {
    const lengths = await Promise.all(['inbox', 'prompt', 'steady', 'mass'].map(messagesIn))
    return lengths.every((length) => length === 0) || undefined
  }, limitMs)

/** Everything that partners would read by now, but for what becomes of their events. */
async function toPartners(): Promise<number> {
  const lengths = await Promise.all(partnerQueues.filter((name) => name !== 'receipts').map(messagesIn))
  return lengths.reduce((sum, length) => sum + length, 0)
}

interface Listed {
  case_id: string
  psn_no: string
  bundle?: string
  admdvs?: string
  begins?: string
  amt?: string
}

async function allOf(path: string, caller: Parameters<ApiClient['get']>[0], name: 'cases' | 'tasks') {
  const found: Listed[] = []
  for await (const page of api.pages<{ cursor?: string; cases?: Listed[]; tasks?: Listed[] }>(caller, path)) {
    found.push(...(page[name] ?? []))
  }
  return found
}

const casesOf = (area: string) => allOf('/v1/cases', { role: 'clerk', admdvs: area }, 'cases')
const shadowsOf = async (area: string) =>
  (
    await Promise.all(
      bundleNames.map((bundle) => allOf(`/v1/shadow?bundle=${bundle}&admdvs=${area}`, operator, 'cases')),
    )
  ).flat()

/** A week's events but for the most part of what only moves accounts: there are thousands, all alike. */
function lively(events: readonly ProvinceEvent[]): ProvinceEvent[] {
  let accounts = 0
  return events.filter(({ type }) => !type.includes('.account.') || accounts++ % 20 === 0)
}

/** The areas' rows that are still to be confirmed, as the refusal to go live names them. */
async function confirmAll(area: string): Promise<string[]> {
  const { status, body } = await api.call(operator, 'PUT', settingsOf(area), { bundles: liveFrom(until) })
  expect(status).toBe(409)
  const { code, rows } = body as { code: string; rows: { name: string; admdvs: string; from?: string }[] }
  expect(code).toBe('policies-to-confirm')
  for (const { name, admdvs, from } of rows) {
    const { policies } = await api.get<{ policies: { admdvs: string; from?: string; value: unknown }[] }>(
      operator,
      `/v1/policies?name=${name}&admdvs=${admdvs}`,
    )
    const row = policies.find((one) => one.admdvs === admdvs && one.from === from)
    const source = '示例：局里核实的文件'
    const put = { admdvs, ...(from === undefined ? {} : { from }), value: row?.value, source }
    expect((await api.call(operator, 'PUT', `/v1/policies/${name}`, put)).status).toBe(200)
  }
  return rows.map(({ name }) => name)
}

const liveFrom = (from: string) => Object.fromEntries(bundleNames.map((bundle) => [bundle, { state: 'live', from }]))
const idsOf = (listed: readonly Listed[]) => listed.map(({ case_id }) => case_id).sort()
const byBundle = (listed: readonly Listed[]) =>
  Object.fromEntries(bundleNames.map((bundle) => [bundle, listed.filter((one) => one.bundle === bundle).length]))

/** What began in an area in a week, by bundle, as the events say. */
function begunIn(area: string, events: readonly ProvinceEvent[]) {
  const told = (type: string) => events.filter((event) => event.type.includes(type)).map(({ data }) => data)
  const insured = new Map(
    province.rows.relations.flatMap((one) =>
      one.insutype === '310' && !one.paus_insu_date ? [[one.psn_no, one.insu_admdvs as string]] : [],
    ),
  )
  return {
    // Of what no event of the week begins, there is nothing.
    ...Object.fromEntries(bundleNames.map((bundle) => [bundle, 0])),
    newborn: told('birth.certified').filter(({ insu_admdvs }) => insu_admdvs === area).length,
    transfer: told('enrolment.registered').filter(({ insu_admdvs }) => insu_admdvs === area).length,
    retirement: told('pension.approved').filter(({ pension_admdvs }) => pension_admdvs === area).length,
    filing: told('visit.admitted').filter(({ psn_no }) => insured.get(psn_no as string) === area).length,
  }
}

const firstWeek = lively(eventsOf(province, 0))
const moved = new Set(firstWeek.map(({ data }) => data.psn_no))
/** Of those to whom nothing happened before: the generator does not know where they have moved to. */
const secondWeek = lively(eventsOf(province, 1)).filter(({ data }) => !moved.has(data.psn_no))

describe('a province goes live', { timeout: limitMs }, () => {
  it('its history is loaded, broken off in the middle, and loaded again from the beginning', async () => {
    expect(await brokenOff()).toBe(true)
    rmSync(at('work'), { recursive: true })
    const { said, io } = listening()
    expect(await load(loading('write', ...files), io), said.join('\n')).toBe(0)
    const [, written, same] = /写了 ([\d,]+) 人，([\d,]+) 人先前/.exec(said.join('\n')) ?? []
    const numbers = [written, same].map((text) => Number(text?.replaceAll(',', '')))
    expect(numbers[0]! + numbers[1]!).toBe(province.persons)
    // Some of them twice: those of the run that was killed.
    expect(Math.min(...numbers)).toBeGreaterThan(0)
  })

  it('is what the former system holds, to the fen and the month', async () => {
    const { said, io } = listening()
    const figures = ['--out', at('figures.ndjson')]
    expect(await load(loading('figures', ...files, ...figures), io), said.join('\n')).toBe(0)
    const compare = ['compare', '--figures', at('figures.ndjson'), '--rejects', at('found.ndjson'), ...placed()]
    expect(await load(compare, io), said.join('\n')).toBe(0)
  })

  it('has opened, sent, told and asked nothing', expectNothing)

  it('lives a week in shadow: what would happen is decided, and nothing done', async () => {
    for (const area of [first, second]) await switchAll(area, { state: 'shadow' })
    await tell(firstWeek)
    await allIsQuiet()
    await expectNothing()
    for (const area of [first, second]) expect(byBundle(await shadowsOf(area))).toEqual(begunIn(area, firstWeek))
    expect(await shadowsOf(third)).toEqual([])
  })

  it('is held against what the office did by hand, which agrees but for one', async () => {
    const newborns = (await shadowsOf(first)).filter(({ bundle }) => bundle === 'newborn')
    const byHand = newborns.map(({ psn_no, begins, amt }) => ({ psn_no, begins, result: 'insured', amt }))
    const place = ['--bundle', 'newborn', '--admdvs', first, '--ready-file', at('ready.json')]
    const compared = async (office: readonly object[]) => {
      writeFileSync(at('office.json'), JSON.stringify(office))
      const { said, io } = listening()
      return { code: await shadow(['compare', at('office.json'), ...place], io), said: said.join('\n') }
    }
    expect(await compared(byHand)).toMatchObject({ code: 0 })
    const [one, ...others] = byHand
    const { code, said } = await compared([{ ...one, amt: '1.00' }, ...others])
    expect({ code, isNamed: said.includes(one?.psn_no as string) }).toEqual({ code: 1, isNamed: true })
  })

  it('does not go live upon what nobody has confirmed', async () => {
    expect((await confirmAll(first)).length).toBeGreaterThan(0)
  })

  it('then two areas are live from the week’s first day: shadows become cases, what is older stays as it was', async () => {
    for (const area of [first, second]) {
      const before = await shadowsOf(area)
      const { status } = await api.call(operator, 'PUT', settingsOf(area), { bundles: liveFrom(until) })
      expect(status).toBe(200)
      const meant = before.filter(({ begins = '' }) => begins >= until)
      await eventually(async () => ((await casesInCharge(area)).length >= meant.length ? true : undefined), limitMs)
      expect(idsOf(await casesInCharge(area))).toEqual(idsOf(meant))
      expect(idsOf(await shadowsOf(area))).toEqual(idsOf(before.filter(({ begins = '' }) => begins < until)))
    }
    expect(await casesInCharge(third)).toEqual([])
    expect(await toPartners()).toBeGreaterThan(0)
  })

  it('and one is taken back: what is open there goes on, and nothing more opens', async () => {
    await switchAll(second, { state: 'off' })
    const before = { [first]: await casesInCharge(first), [second]: await casesInCharge(second) }
    await api.setClock(instant('2026-03-16T08:00:00+08:00'))
    await tell(secondWeek)
    await allIsQuiet()
    const opened = byBundle((await casesInCharge(first)).filter((one) => !idsOf(before[first]).includes(one.case_id)))
    expect(opened).toEqual(begunIn(first, secondWeek))
    expect(idsOf(await casesInCharge(second))).toEqual(idsOf(before[second]))
    const { status, body } = await api.call({ role: 'citizen', psn_no: oneOf(second) }, 'POST', '/v1/filings', {
      kind: 'temporary',
      to_admdvs: '110000',
      from: '2026-03-16',
      commitment: true,
    })
    expect({ status, code: (body as { code: string }).code }).toEqual({ status: 409, code: 'bundle-off' })
  })

  it('and all of it adds up', async () => {
    const { balanced, violations } = await api.get<Check>(operator, '/v1/ledger/check')
    expect({ balanced, violations }).toEqual({ balanced: true, violations: [] })
    const report = await api.get<{ bundles: Record<string, { opened: number }> }>(
      operator,
      `/v1/report?month=202603&admdvs=${first}`,
    )
    const opened = Object.fromEntries(Object.entries(report.bundles).map(([bundle, one]) => [bundle, one.opened]))
    expect(opened).toEqual(byBundle(await casesInCharge(first)))
  })
})

interface Check {
  balanced: boolean
  violations: unknown[]
}

/** Nobody was told, asked or paid. */
async function expectNothing(): Promise<void> {
  expect(await toPartners()).toBe(0)
  for (const area of areas) {
    expect(await casesOf(area)).toEqual([])
    expect(await allOf('/v1/tasks', { role: 'clerk', admdvs: area }, 'tasks')).toEqual([])
  }
}

const casesInCharge = async (area: string) => (await casesOf(area)).filter(({ admdvs }) => admdvs === area)
const oneOf = (area: string) => province.rows.accounts.find(({ insu_admdvs }) => insu_admdvs === area)?.psn_no as string
