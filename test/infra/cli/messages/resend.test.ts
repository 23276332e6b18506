import { expect, it } from 'vitest'
import { run as replayRejected } from '../../../../infra/cli/messages/replay-rejected.ts'
import { run as resend } from '../../../../infra/cli/messages/resend.ts'
import { apiOf, operator } from '../../../support/api.ts'
import { bankAccount, credit, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'

const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
const { app, token } = apiOf(stack)

async function said(run: typeof resend, ...args: string[]) {
  const [out, err]: string[][] = [[], []]
  const fetch: typeof globalThis.fetch = async (url, init) =>
    app.request(String(url).replace('https://api.test', ''), init as RequestInit)
  const io = { out: (text: string) => out!.push(text), err: (text: string) => err!.push(text), fetch, pause: stack.run }
  const status = await run([...args, '--api', 'https://api.test', '--token', await token(operator)], io)
  await stack.run()
  return { status, out: out!.join('\n'), err: err!.join('\n') }
}

it('sends a payment again, in either language, and says what does not leave', async () => {
  const psn = await register(stack, 1, { bank_acct: bankAccount })
  await stack.setting('130100', { accepts_account_transfer: false })
  await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
  await stack.happen('account.credited', credit(psn, '130200', '10.00'))
  await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
  const [task] = await stack.tasks(psn)
  await stack.decideTask(task!.task_id, { decision: 'approve' })
  const [order] = stack.sent('bank', 'payment.ordered')
  const { pay_no, amt } = order!.data
  const sent = await said(resend, pay_no, '--reason', '银行没有收到')
  expect(sent).toEqual({ status: 0, out: expect.stringMatching(/payment\.ordered {2}→ bank .* {2}已发出$/), err: '' })
  expect(stack.sent('bank', 'payment.ordered')).toEqual([order, order])
  await stack.happen('payment.settled', { pay_no, amt, bank_time: stack.clock.now() })
  const refused = await said(resend, pay_no, 'x', '--reason', 'lost', '--lang', 'en')
  expect(refused.status).toBe(1)
  expect(refused.err).toMatch(/\[message-closed\].*\n.*\[no-message\]/)
  expect(await said(resend, pay_no)).toMatchObject({ status: 2, err: expect.stringContaining('--reason') })
})

it('replays rejected events until none is left that was not tried', async () => {
  for (let n = 0; n < 3; n++) await stack.sendRaw(`not json ${n}`)
  await stack.run()
  const all = await said(replayRejected)
  expect(all.status).toBe(1)
  expect(all.out).toMatch(/没有收下 {2}not-json[\s\S]*试了 3 条：收下 0，没有收下 3$/)
  const none = await said(replayRejected, '--reason', 'no-key', '--lang', 'en')
  expect(none).toEqual({ status: 0, out: '0 events tried: 0 taken, 0 refused', err: '' })
  const [id = ''] = all.out.split(' ')
  expect((await said(replayRejected, id)).out).toContain('试了 1 条')
  expect(await said(replayRejected, id, '--reason', 'no-key')).toMatchObject({ status: 2 })
})
