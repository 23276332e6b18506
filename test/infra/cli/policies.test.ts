import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../../infra/cli/policies.ts'
import { sampleBureau } from '../../../infra/samples/bureau.ts'
import { apiOf, operator } from '../../support/api.ts'
import { makeStack } from '../../support/stack.ts'

const dir = mkdtempSync(join(tmpdir(), 'mianshen-policies-'))
afterAll(() => rmSync(dir, { recursive: true }))
const file = (name: string, content: unknown) => {
  const path = join(dir, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** A command line over a stack of its own, spoken to as an operator at a terminal. */
async function terminal(options: { secondPerson?: true } = {}) {
  const stack = await makeStack({ now: '2026-05-20T09:00:00+08:00', bureau: false })
  const { app, token } = apiOf(stack, options)
  const as = async (sub: string) => ['--api', 'https://api.test', '--token', await token({ ...operator, sub })]
  const [connected, other] = [await as('operator:1'), await as('operator:2')]
  const fetch: typeof globalThis.fetch = async (url, init) =>
    app.request(String(url).replace('https://api.test', ''), init as RequestInit)
  const said = async (...args: string[]) => {
    const out: string[] = []
    const err: string[] = []
    const status = await run(args, {
      out: (text) => out.push(text),
      err: (text) => err.push(text),
      fetch,
      pause: stack.run,
    })
    return { status, out: out.join('\n'), err: err.join('\n') }
  }
  const asOperator = (...args: string[]) => said(...args, ...connected)
  return { stack, said, asOperator, asOther: (...args: string[]) => said(...args, ...other) }
}

describe('a bureau’s first day at the command line', () => {
  let desk: Awaited<ReturnType<typeof terminal>>
  beforeAll(async () => {
    desk = await terminal()
  })

  it('lists what is missing first, each with how its value is written', async () => {
    const { status, out } = await desk.asOperator('--admdvs', '130100')
    expect(status).toBe(0)
    expect(out).toContain('石家庄市（130100）办事要用的政策参数，2026-05-20')
    const [missing, confirm] = [out.indexOf('\n缺（'), out.indexOf('\n待核实（')]
    expect(missing).toBeGreaterThan(0)
    expect(confirm).toBeGreaterThan(missing)
    expect(out.slice(missing, confirm)).toContain('topup_rate  一次性补缴费率\n    四位小数的比例，如 "0.0800"')
    expect(out).toContain('依据：')
  })

  it('writes a file to fill in, which is refused until it is filled in', async () => {
    const { out } = await desk.asOperator('template', '--admdvs', '130100')
    const rows = JSON.parse(out) as { name: string; value: unknown }[]
    expect(rows.map(({ name }) => name)).toContain('retire_total_months')
    const { status, err } = await desk.asOperator('set', file('template.json', out))
    expect(status).toBe(1)
    expect(err).toContain('（topup_rate）：还没有填')
  })

  it('sets all rows of a file, and again changes nothing', async () => {
    const rows = file('bureau.json', sampleBureau)
    expect(await desk.said('check', rows)).toMatchObject({
      status: 0,
      out: `共 ${sampleBureau.length} 行，全部合格`,
    })
    for (const _ of [1, 2]) {
      const { status, out } = await desk.asOperator('set', rows)
      expect(status).toBe(0)
      expect(out).toContain('topup_rate 130000：已录入')
    }
    const { out } = await desk.asOperator('--admdvs', '130100')
    expect(out.slice(out.indexOf('\n已录入（'))).toContain('topup_rate')
    expect(out.slice(out.indexOf('\n缺（'), out.indexOf('\n待核实（'))).not.toContain('topup_rate')
  })

  it('sets nothing of a file that has one wrong row, and says which', async () => {
    const rows = [
      { name: 'topup_rate', admdvs: '130200', value: '0.0700', source: '文号' },
      { name: 'topup_rate', admdvs: '130300', value: '7%', source: '文号' },
      { name: 'topup', admdvs: '130300', value: '0.0700', source: '文号' },
    ]
    const { status, err } = await desk.asOperator('set', file('wrong.json', rows))
    expect(status).toBe(1)
    expect(err).toBe('第 2 行（topup_rate）：value：应为四位小数的比例，如 "0.0800"\n第 3 行（topup）：没有这个参数')
    const { out } = await desk.asOperator('--admdvs', '130200')
    expect(out).not.toContain('0.0700')
  })

  it('says what is wrong with the command line', async () => {
    const faults = [
      [['--help'], 0],
      [['nonsense'], 2],
      [['set'], 2],
      [['set', file('text.json', 'nonsense')], 2],
      [['set', join(dir, 'nowhere.json')], 2],
      [['--admdvs', '130100'], 2],
      [['--unknown'], 2],
    ] as const
    for (const [args, status] of faults) expect([args, (await desk.said(...args)).status]).toEqual([args, status])
    const { status, err } = await desk.asOperator('--admdvs', '99')
    expect([status, err]).toMatchObject([2, expect.stringMatching(/[一-龥]/)])
  })
})

describe('a value that is tried before it holds', () => {
  const row = { name: 'topup_rate', admdvs: '130000', value: '0.0800', source: '文号' }

  it('says of how many cases, and changes nothing', async () => {
    const desk = await terminal()
    const { status, out } = await desk.asOperator('try', file('try.json', [row]))
    expect([status, out]).toEqual([
      0,
      '共 1 行，全部合格\ntopup_rate 130000：0 件，0 件不变，0 件会变，0 件不用再等，0 件要等',
    ])
    expect((await desk.asOperator('--admdvs', '130100')).out).not.toContain('0.0800"  130000')
  })

  it('is set by two where the stage asks for two: one tries, the other releases', async () => {
    const desk = await terminal({ secondPerson: true })
    const { status, out } = await desk.asOperator('set', file('two.json', [row]))
    expect(status).toBe(0)
    const trial = /请另一个人放行 (\S+)/.exec(out)?.[1] as string
    await desk.stack.run()
    expect(await desk.asOperator('release', trial)).toMatchObject({ status: 1, err: expect.stringContaining(trial) })
    expect(await desk.asOther('release', trial)).toMatchObject({ status: 0, out: 'topup_rate 130000：已录入' })
    expect((await desk.asOperator('--admdvs', '130100')).out).toContain('"0.0800"  130000')
    expect(await desk.asOperator('release')).toMatchObject({ status: 2 })
  })
})
