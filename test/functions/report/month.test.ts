/** `GET /v1/report` (contract-operations.md 3), against all cases at once, whatever list they stand in. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundleNames } from '../../../functions/bundles/all.ts'
import { mostCases, reportOf } from '../../../functions/report/month.ts'
import { instantFromEpochMs, type Month } from '../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { put } from '../../../shared/registers/file.ts'
import { type Pid, refOf } from '../../../shared/registers/ids.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { rowItem } from '../../../shared/table/files.ts'
import { areaEntry, headKey, personKey, restSk, rowSk } from '../../../shared/table/keys.ts'
import { besideSeal } from '../../../shared/table/seals/beside.ts'
import type { Table } from '../../../shared/table/table.ts'
import { apiOf, citizen, clerk, operator } from '../../support/api.ts'
import { credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../support/stack.ts'
import { reported } from './model.ts'

const now = '2026-05-01T12:00:00+08:00'
const areas = ['130100', '130200', '139900', '310000'] as Admdvs[]
const ms = (text: string) => Date.parse(text)
const hour = 3_600_000

/** A case, and where it lies: at rest, pointed to by an area that was in charge, gone over to other numbers. */
interface Kept {
  row: CaseRow
  rests: boolean
  before: Admdvs[]
  overTo: number
}

const between = (from: string, to: string) => fc.integer({ min: ms(from), max: ms(to) })
const kept: fc.Arbitrary<Kept> = fc
  .record({
    person: fc.integer({ min: 0, max: 8 }),
    about: fc.uuid(),
    bundle: fc.constantFrom(...bundleNames),
    status: fc.constantFrom('running', 'waiting', 'done', 'done', 'rejected', 'withdrawn'),
    admdvs: fc.constantFrom(...areas),
    before: fc.subarray(areas),
    began: fc.oneof(
      between('2026-03-31T23:59:58+08:00', '2026-04-01T00:00:01+08:00'),
      between('2026-04-30T23:59:58+08:00', '2026-05-01T00:00:01+08:00'),
      between('2026-03-20T00:00:00+08:00', '2026-05-01T10:00:00+08:00'),
    ),
    took: fc.integer({ min: 0, max: 400 * hour }),
    dueIn: fc.option(fc.integer({ min: 1, max: 800 * hour }), { nil: undefined }),
    result: fc.constantFrom('transferred', 'paid', undefined),
    amts: fc.array(fc.constantFrom('0.01', '2177.04', '-3.10')),
    applied: fc.boolean(),
    rests: fc.boolean(),
    overTo: fc.constantFrom(0, 0, 0, 1, 2),
    isOld: fc.boolean(),
  })
  .map((one) => {
    const end = one.began + one.took
    const open = one.status === 'running' || one.status === 'waiting'
    const row = {
      case_id: refOf('TR', pidOf(one.person), one.about),
      bundle: one.bundle,
      status: one.status,
      admdvs: one.admdvs,
      areas: [one.admdvs, ...one.before],
      started_at: instantFromEpochMs(one.began),
      updated_at: instantFromEpochMs(one.isOld || open ? end : end + 30 * hour),
      ...(open || one.isOld ? {} : { ended_at: instantFromEpochMs(end) }),
      ...(one.dueIn === undefined ? {} : { due_at: instantFromEpochMs(one.began + one.dueIn) }),
      ...(one.applied ? { applied: true } : {}),
      ...(open
        ? {}
        : { outcome: { ...(one.result ? { result: one.result } : {}), parts: one.amts.map((amt) => ({ amt })) } }),
    } as unknown as CaseRow
    return { row, rests: one.rests && !open, before: one.before, overTo: one.overTo }
  })

const pidOf = (person: number) => `${'abcdefghi'[person]}${'q'.repeat(19)}` as Pid
const nextPid = (pid: Pid, times: number) => `${pid.slice(0, 19 - times)}${'z'.repeat(times + 1)}` as Pid

/** Writes a case as commits leave it. */
async function keep(table: Table, { row, rests, before, overTo }: Kept) {
  const own = row.case_id.slice(2, 22) as Pid
  const skOf = rests ? restSk : rowSk
  const item = (pid: Pid, as: CaseRow) => ({
    ...rowItem(testKeys, pid, skOf('case', row.case_id), as),
    ...besideSeal(put('case', as), pid),
  })
  const pointer = (pid: Pid, area: Admdvs) => ({
    pk: personKey(pid),
    sk: `Y#${row.case_id}#${area}`,
    ...areaEntry(area, row.started_at, row.case_id),
  })
  const first = before[0] ?? row.admdvs
  // With its own number it stood in the charge of another area, and had not ended so.
  const stale = { ...row, admdvs: first, outcome: { result: 'stale', amt: '1000.00' } } as CaseRow
  await table.putMany([
    item(own, overTo === 0 ? row : stale),
    ...before.filter((area) => area !== row.admdvs).map((area) => pointer(own, area)),
  ])
  for (let times = 1; times <= overTo; times++) {
    const [from, pid] = [times === 1 ? own : nextPid(own, times - 1), nextPid(own, times)]
    const head = { into: pid, relation: [], account: [] }
    await table.putMany([
      { ...headKey(from), v: 1, d: JSON.stringify(head) },
      item(pid, times === overTo ? row : stale),
      ...[...new Set([first, ...row.areas])].map((area) => pointer(pid, area)),
    ])
  }
}

/** Lists that give three entries at a time: a page of a thousand would hide what happens at its end. */
const shortPages = (table: Table): Table => ({
  ...table,
  query: (query) => table.query(query.index === 'lists' ? { ...query, limit: Math.min(3, query.limit ?? 3) } : query),
})

async function asked(stack: Stack, month: string, admdvs: string) {
  const { status, body } = await apiOf(stack).call(operator, `GET /v1/report?month=${month}&admdvs=${admdvs}`)
  expect(status).toBe(200)
  return body.bundles
}

describe('the cases of a month', () => {
  it('count once, with the area in charge now, wherever they lie', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(kept, { selector: ({ row }) => row.case_id, maxLength: 60 }), async (all) => {
        // Whoever went over to another number did so with all cases.
        const oneWay = all.map((one, _, rest) => {
          const same = rest.find(({ row }) => row.case_id.slice(2, 22) === one.row.case_id.slice(2, 22))
          return { ...one, overTo: same?.overTo ?? 0 }
        })
        const stack = await makeStack({ now, bureau: false, through: shortPages })
        for (const one of oneWay) await keep(stack.table, one)
        const rows = oneWay.map(({ row }) => row)
        const within = (code: string) => (area: string) =>
          code === '000000' || area === code || `${area.slice(0, 2)}0000` === code
        for (const month of ['202603', '202604', '202605'])
          for (const code of ['130100', '130000', '000000'])
            expect(await asked(stack, month, code)).toEqual(reported(rows, { month, areas: within(code), now }))
      }),
      { numRuns: 12 },
    )
  })

  it('are counted to the last of a long list', async () => {
    const stack = await makeStack({ now, bureau: false })
    for (let n = 0; n < 1_500; n++) await keep(stack.table, waiting(n))
    expect((await asked(stack, '202604', '130100'))[bundleNames[0]].opened).toBe(1_500)
  })

  it('are not counted at all if there are more than one answer can count', async () => {
    const stack = await makeStack({ now, bureau: false })
    const ids = Array.from({ length: 5_000 }, (_, n) => refOf('TR', pidOf(n % 9), String(n)))
    let read = 0
    const crowded: Table = {
      ...stack.table,
      // Shards that have no end.
      async query({ pk }) {
        const items = ids.map((id, n) => ({
          pk,
          sk: rowSk('case', id),
          list: pk,
          list_at: `2026-04-02.${read}.${n}#${id}`,
        }))
        read += items.length
        return { items, cursor: String(read) }
      },
      getMany: () => Promise.reject(new Error('cases are read')),
    }
    expect(await reportOf({ ...stack.ports, table: crowded }, ['130100' as Admdvs], '202604' as Month)).toBeUndefined()
    expect(read).toBeLessThan(mostCases * 1.3)
  })
})

/** A case that waits. */
function waiting(n: number): Kept {
  const place = { admdvs: '130100', areas: ['130100'], started_at: `2026-04-02T09:00:00.${100 + (n % 900)}+08:00` }
  const row = { case_id: refOf('TR', pidOf(n % 9), String(n)), bundle: bundleNames[0], status: 'waiting', ...place }
  return { row: row as unknown as CaseRow, rests: false, before: [], overTo: 0 }
}

describe('who asks, and for what', () => {
  it('is told of their own area alone, by a month that there is', async () => {
    const api = apiOf(await makeStack({ now, bureau: false }))
    const status = async (who: Parameters<typeof api.call>[0], query: string) =>
      (await api.call(who, `GET /v1/report?${query}`)).status
    expect(await status(clerk('130100'), 'month=202604&admdvs=130100')).toBe(200)
    expect(await status(clerk('130100'), 'month=202604&admdvs=130102')).toBe(200)
    for (const other of ['130200', '130000', '000000']) {
      expect(await status(clerk('130100'), `month=202604&admdvs=${other}`)).toBe(404)
      expect(await status(operator, `month=202604&admdvs=${other}`)).toBe(200)
    }
    for (const own of ['130000', '130100', '130200'])
      expect(await status(clerk('130000'), `month=202604&admdvs=${own}`)).toBe(200)
    for (const other of ['310000', '000000'])
      expect(await status(clerk('130000'), `month=202604&admdvs=${other}`)).toBe(404)
    for (const month of ['2026-04', '202613', '202600', '20264', '', '000001'])
      expect(await status(operator, `month=${month}&admdvs=130100`)).toBe(400)
    for (const admdvs of ['99', '990000', '13', '', '河北'])
      expect(await status(operator, `month=202604&admdvs=${encodeURIComponent(admdvs)}`)).toBe(400)
    expect(await status(citizen('P000001'), 'month=202604&admdvs=130100')).toBe(403)
  })

  it('is told of nothing where nothing was opened, bundle by bundle', async () => {
    const none = {
      opened: 0,
      done: 0,
      rejected: 0,
      withdrawn: 0,
      by_result: {},
      without_application: 0,
      p50_hours: null,
      p95_hours: null,
      overdue: 0,
      amt: '0.00',
    }
    const bundles = await asked(await makeStack({ now, bureau: false }), '209901', '130000')
    expect(bundles).toEqual(Object.fromEntries(bundleNames.map((bundle) => [bundle, none])))
  })
})

describe('a month as it is lived', () => {
  const certificate = 'Z530000001'

  it('counts at once what has just ended, and what a citizen applied for apart', async () => {
    const stack = await makeStack({ now: '2026-03-31T23:59:59+08:00' })
    const api = apiOf(stack)
    const me = await register(stack, 2)
    await stack.happen('enrolment.registered', enrolment(me, '130200', '2019-03-01'))
    await stack.happen('account.credited', credit(me, '130200', '2177.04'))
    await stack.happen('enrolment.paused', pause(me, '130200', '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(me, '130100', '2026-03-02'))
    await stack.advanceTo('2026-04-01T00:00:00+08:00')
    const form = {
      birth_cert_no: certificate,
      brdy: '2026-03-30T08:15:00+08:00',
      gend: '2',
      psn_name: '测试宝宝',
      fixmedins_code: 'H13010200001',
    }
    const started = await api.call(citizen(me), 'POST /v1/cases', { bundle: 'newborn', form })
    expect(started.status).toBe(201)
    const march = await asked(stack, '202603', '130000')
    expect(march.transfer).toMatchObject({ opened: 1, done: 0, without_application: 1, p50_hours: null, amt: '0.00' })
    expect(march.newborn.opened).toBe(0)
    const april = await asked(stack, '202604', '000000')
    expect(april.newborn).toMatchObject({ opened: 1, without_application: 0 })
    await stack.advanceTo('2026-04-02T05:59:59+08:00')
    const task = (await stack.tasks(me)).find(({ kind }) => kind === 'approve-transfer-out')
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    expect((await asked(stack, '202603', '130100')).transfer).toMatchObject({
      opened: 1,
      done: 1,
      by_result: { transferred: 1 },
      p50_hours: '30.00',
      p95_hours: '30.00',
      overdue: 0,
      amt: '2177.04',
    })
    expect((await asked(stack, '202603', '130200')).transfer.opened).toBe(0)
  })

  it('counts a case that goes over to another number once, and one that is decided anew there beside it', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const [kept, lost] = [await register(stack, 1), await register(stack, 3)]
    await stack.happen('enrolment.registered', enrolment(lost, '130200', '2019-03-01'))
    await stack.happen('account.credited', credit(lost, '130200', '10.00'))
    await stack.happen('enrolment.paused', pause(lost, '130200', '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(lost, '130100', '2026-03-02'))
    const [task] = await stack.tasks(lost)
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    await stack.happen('enrolment.registered', enrolment(lost, '310000', '2026-03-02'))
    const merge = { psn_no: lost, into_psn_no: kept, reason: '同一人' }
    await stack.happen('person.merged', merge)
    const [closed, rows] = [await stack.cases(lost), await stack.cases(kept)]
    expect(closed.length).toBeGreaterThan(0)
    const left = closed.filter(({ case_id }) => !rows.some((row) => row.case_id === case_id))
    const asked_ = { month: '202603', areas: () => true, now: stack.clock.now() }
    expect(await asked(stack, '202603', '000000')).toEqual(reported([...rows, ...left], asked_))
  })
})
