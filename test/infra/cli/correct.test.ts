import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../../infra/cli/correct.ts'
import { monthsInProvince } from '../../../shared/registers/months.ts'
import { contribution } from '../../functions/bundles/retirement/scene.ts'
import { apiOf, operator } from '../../support/api.ts'
import { register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const dir = mkdtempSync(join(tmpdir(), 'mianshen-correct-'))
afterAll(() => rmSync(dir, { recursive: true }))
const file = (name: string, content: unknown) => {
  const path = join(dir, name)
  writeFileSync(path, JSON.stringify(content))
  return path
}
const months = { insu_admdvs: '130100', insutype: '310', accrym_begn: '202601', accrym_end: '202602' }
const event = (more: object = {}) =>
  file('event.json', { type: 'contribution.revoked', data: { psn_no: 'P000001', ...months, ...more }, reason: '错报' })

describe('correcting at the command line', () => {
  let stack: Stack
  let said: (staff: 'one' | 'other', ...args: string[]) => Promise<{ status: number; out: string; err: string }>
  beforeAll(async () => {
    stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const psn_no = await register(stack, 1)
    await stack.happen('contribution.posted', contribution(psn_no, '130100', '202601', '202603'))
    const { app, token } = apiOf(stack)
    const fetch: typeof globalThis.fetch = async (url, init) =>
      app.request(String(url).replace('https://api.test', ''), init as RequestInit)
    said = async (staff, ...args) => {
      const out: string[] = []
      const err: string[] = []
      const connected = ['--api', 'https://api.test', '--token', await token({ ...operator, sub: staff })]
      const io = {
        out: (text: string) => out.push(text),
        err: (text: string) => err.push(text),
        fetch,
        pause: stack.run,
      }
      const status = await run([...args, ...connected], io)
      await stack.run()
      return { status, out: out.join('\n'), err: err.join('\n') }
    }
  })
  const counting = async () => monthsInProvince(await stack.file('P000001'), '13')

  it('is proposed by one and released by another', async () => {
    const proposed = await said('one', event())
    expect(proposed).toMatchObject({ status: 0, err: '' })
    const [id = ''] = proposed.out.split('\n')
    expect(proposed.out).toContain(`npm run correct -- release ${id}`)
    expect(await said('one', 'release', id)).toMatchObject({ status: 1, err: expect.stringContaining('两个人') })
    expect(await counting()).toHaveLength(3)
    expect(await said('other', 'release', id)).toMatchObject({ status: 0, out: expect.stringContaining('已放行') })
    expect(await counting()).toEqual(['202603'])
    expect((await said('one', 'show', id)).out).toContain('"accrym_begn": "202601"')
    expect((await said('one', 'list')).out).toMatch(new RegExp(`^${id}  已放行  contribution.revoked`))
  })

  it('says what is wrong with an event, with a file, and with how it was called', async () => {
    const wrong = await said('one', event({ accrym_begn: '202613' }))
    expect(wrong).toMatchObject({ status: 1, err: expect.stringContaining('data.accrym_begn') })
    expect(await said('one', file('odd.json', { type: 'x' }))).toMatchObject({ status: 2 })
    expect(await said('one', join(dir, 'nowhere.json'))).toMatchObject({
      status: 2,
      err: expect.stringContaining('读不出'),
    })
    expect(await said('one')).toMatchObject({ status: 2, err: expect.stringContaining('用法') })
    expect(await said('one', 'withdraw')).toMatchObject({ status: 2 })
    expect(await said('one', '--help')).toMatchObject({ status: 0, out: expect.stringContaining('用法') })
  })

  it('is withdrawn, once', async () => {
    const [id = ''] = (await said('one', event())).out.split('\n')
    expect(await said('one', 'withdraw', id)).toMatchObject({ status: 0, out: expect.stringContaining('已撤回') })
    expect(await said('other', 'release', id)).toMatchObject({ status: 1, err: expect.stringContaining(id) })
  })
})
