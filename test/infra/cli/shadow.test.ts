import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../../infra/cli/shadow.ts'
import { compareWith, type Ours } from '../../../infra/cli/shadow-compare.ts'
import { apiOf, operator } from '../../support/api.ts'
import { enrolment, register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'

const dir = mkdtempSync(join(tmpdir(), 'mianshen-shadow-'))
afterAll(() => rmSync(dir, { recursive: true }))
const file = (name: string, text: string) => {
  const path = join(dir, name)
  writeFileSync(path, text)
  return path
}

const area = '130100'
const place = ['--bundle', 'filing', '--admdvs', area]
/** What each visit is decided as, by its number: at home, elsewhere filed by itself, and one to be filed for. */
const visits = [
  { n: 1, fixmedins_code: 'H13010200001', mdtrtarea_admvs: '130100', settled: true },
  { n: 2, fixmedins_code: 'H11010000001', mdtrtarea_admvs: '110000', settled: false },
]

describe('bundles in shadow at the command line', () => {
  let said: (...args: string[]) => Promise<{ status: number; out: string; err: string }>
  let cases: Ours[]
  const people: string[] = []

  beforeAll(async () => {
    const stack = await makeStack({ now: '2026-05-20T09:00:00+08:00', bundlesLive: false })
    const { app, token, call } = apiOf(stack)
    await stack.setting(area, { bundles: { filing: { state: 'shadow' } } })
    for (const { n, settled, ...where } of visits) {
      const psn_no = await register(stack, n)
      people.push(psn_no)
      await stack.happen('enrolment.registered', enrolment(psn_no, area, '2019-03-01'))
      const begntime = '2026-05-20T08:00:00+08:00'
      const visit = { mdtrt_id: `M${n}`, psn_no, med_type: '21', begntime, cross_region_enabled: true, ...where }
      await stack.happen('visit.admitted', visit)
      if (!settled) continue
      const sums = { medfee_sumamt: '100.00', fund_pay_sumamt: '50.00' }
      const { mdtrt_id, fixmedins_code } = visit
      const end = { mdtrt_id, fixmedins_code, psn_no, setl_id: `S${n}`, endtime: '2026-05-20T09:00:00+08:00', ...sums }
      await stack.happen('visit.settled', end)
    }
    cases = (await call(operator, `GET /v1/shadow?bundle=filing&admdvs=${area}`)).body.cases
    const connected = ['--api', 'https://api.test', '--token', await token(operator)]
    const fetch: typeof globalThis.fetch = async (url, init) =>
      app.request(String(url).replace('https://api.test', ''), init as RequestInit)
    said = async (...args) => {
      const [out, err]: [string[], string[]] = [[], []]
      const io = {
        out: (text: string) => out.push(text),
        err: (text: string) => err.push(text),
        fetch,
        pause: stack.run,
      }
      const status = await run([...args, ...connected], io as never)
      return { status, out: out.join('\n'), err: err.join('\n') }
    }
  })

  it('says how many would have come to what', async () => {
    const { status, out } = await said(...place)
    expect(status).toBe(0)
    expect(out).toContain('filing 在 130100 试运行：2 件')
    for (const { outcome, step } of cases) expect(out).toContain(`  ${outcome?.result ?? step}  1`)
  })

  it('agrees with an office that decided the same, in each form of file', async () => {
    const rows = cases.map(({ psn_no, begins, outcome }) => ({ psn_no, begins, result: outcome?.result ?? 'x' }))
    const csv = rows.map(({ psn_no, begins, result }) => `${psn_no},${begins},${result},`).join('\n')
    const files = [
      file('office.ndjson', rows.map((row) => JSON.stringify(row)).join('\n')),
      file('office.json', JSON.stringify(rows)),
      file('office.csv', `psn_no,begins,result,amt\n${csv}\n`),
    ]
    for (const office of files) {
      const { status, out } = await said('compare', ...place, office)
      expect([status, out]).toEqual([0, expect.stringMatching(/一致 1 {2}不一致 0 {2}还没有结果 1/)])
    }
  })

  it('tells what differs, with both, and what only one of them has', async () => {
    const [settled] = cases.filter(({ outcome }) => outcome)
    const rows = [
      { psn_no: settled?.psn_no, begins: settled?.begins, result: 'refused' },
      { psn_no: 'P999999', begins: '2026-05-20', result: 'local' },
    ]
    const { status, out } = await said('compare', ...place, file('other.json', JSON.stringify(rows)))
    expect(status).toBe(1)
    expect(out).toContain(`不一致  ${settled?.psn_no} 2026-05-20`)
    expect(out).toContain(`我们：${settled?.outcome?.result}`)
    expect(out).toContain('窗口：refused')
    expect(out).toContain('只有窗口有  P999999 2026-05-20  local')
    expect(out).toContain('只有我们有 1')
    // Of other days nothing is said.
    expect(
      (await said('compare', ...place, '--from', '2026-06-01', '--to', '2026-06-30', join(dir, 'other.json'))).status,
    ).toBe(0)
  })

  it('says what is wrong with a call or a file', async () => {
    expect(await said('--help')).toMatchObject({ status: 0, out: expect.stringContaining('npm run shadow') })
    const wrong: [string[], RegExp][] = [
      [['--admdvs', area], /缺少 --bundle/],
      [['compare', ...place], /缺少窗口结果的文件/],
      [['other', ...place], /没有命令 other/],
      [['compare', ...place, file('bad.csv', 'psn_no,begins,result\nP1,昨天,local\n')], /第 2 行不合格/],
      [['compare', ...place, file('bad.json', '{}')], /应是一个列表/],
      [['compare', ...place, join(dir, 'none.ndjson')], /读不出/],
      [['--bundle', 'elsewhere', '--admdvs', area], /请按提示修改/],
    ]
    for (const [args, message] of wrong) {
      const { status, err } = await said(...args)
      expect([status, err]).toEqual([2, expect.stringMatching(message)])
    }
  })
})

describe('comparing', () => {
  const ours = (more: Partial<Ours>): Ours => ({
    case_id: 'C',
    psn_no: 'P1',
    begins: '2026-05-01',
    status: 'waiting',
    step: 'awaitPayment',
    ...more,
  })
  const theirs = { psn_no: 'P1', begins: '2026-05-01', result: 'paid', amt: '9800.00' }
  const counts = (...[office, shadows]: Parameters<typeof compareWith>) =>
    Object.fromEntries(Object.entries(compareWith(office, shadows)).map(([kind, some]) => [kind, some.length]))

  it('takes the sum that would be paid for the result, where nobody is paid in shadow', () => {
    expect(counts([theirs], [ours({ amt: '9800.00' })])).toMatchObject({ agreeing: 1, differing: 0, open: 0 })
    expect(counts([theirs], [ours({ amt: '9800.01' })])).toMatchObject({ agreeing: 0, differing: 1 })
    expect(counts([theirs], [ours({ task: 'verify-birth' })])).toMatchObject({ open: 1, differing: 0 })
  })

  it('holds results and sums against each other once there are some', () => {
    const done = { status: 'done', outcome: { result: 'paid' }, amt: '9800.00' }
    expect(counts([theirs], [ours(done)])).toMatchObject({ agreeing: 1 })
    expect(counts([theirs], [ours({ ...done, amt: '1.00' })])).toMatchObject({ differing: 1 })
    const { amt: _amt, ...bare } = theirs
    expect(counts([bare], [ours({ ...done, amt: '1.00' })])).toMatchObject({ agreeing: 1 })
    expect(counts([{ ...bare, result: 'rejected' }], [ours({ status: 'rejected', outcome: {} })])).toMatchObject({
      agreeing: 1,
    })
  })

  it('of two on one day puts those together that agree', () => {
    const two = ['local', 'deemed'].map((result, n) => ours({ case_id: `C${n}`, status: 'done', outcome: { result } }))
    const office = ['deemed', 'local'].map((result) => ({ psn_no: 'P1', begins: '2026-05-01', result }))
    expect(counts(office, two)).toMatchObject({ agreeing: 2, differing: 0, onlyOurs: 0, onlyTheirs: 0 })
  })
})
