/** What an operator is told of what is kept: the schedule with its provisions, and what the job did and has before it. */
import { expect, it } from 'vitest'
import { run, show } from '../../../infra/cli/retention.ts'
import { kept } from '../../../shared/keeping/index.ts'
import { jump, keep, longAgo } from '../../functions/keeping/scene.ts'

async function told(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await run(args, { out: (text) => out.push(text), err: (text) => err.push(text) })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

it('shows every kind with its term and its provision', async () => {
  const { code, out } = await told()
  expect(code).toBe(0)
  for (const [, { what, laws }] of kept) {
    expect(out).toContain(what)
    for (const { title } of laws) expect(out).toContain(title)
  }
  expect(out).toContain('办结的办件，含待办、缴费单、付款和就诊：30 年（医保局可定，不少于 30 年）')
})

it('says what was taken away, by whose years, and what is due', async () => {
  const { stack } = await longAgo()
  await stack.sendRaw('没有人看得懂')
  await stack.run()
  await stack.policy({ name: 'keeping_years', admdvs: '000000', value: { dead: 30, cases: 30, texts: 12, refused: 5 } })
  const shown = async () => {
    const out: string[] = []
    await show({ table: stack.table, clock: stack.clock, dryRun: true, out: (text) => out.push(text) })
    return out.join('\n')
  }
  jump(stack, '2034-01-15T08:00:00+08:00')
  expect(await shown()).toContain('没有接收的事件 1 个')
  expect(await shown()).toContain('：12 年（医保局可定')
  await keep(stack)
  const after = await shown()
  expect(after).toContain('  2034-01-15  没有接收的事件 1')
  expect(after).toContain('没有接收的事件 0 个')
  jump(stack, '2036-01-15T08:00:00+08:00')
  await keep(stack)
  expect(await shown()).toContain('办理经过和消息 ')
})

it('says what is wrong with a command line, and how it is right', async () => {
  for (const args of [['--dry-run'], ['--nothing']]) {
    const { code, err } = await told(...args)
    expect(code).toBe(2)
    expect(err).toContain('npm run retention')
    expect(err).not.toContain(' at ')
  }
  expect((await told('--help')).code).toBe(0)
})
