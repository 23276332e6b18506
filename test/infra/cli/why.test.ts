import type { SQSClient } from '@aws-sdk/client-sqs'
import { beforeAll, expect, it } from 'vitest'
import { deadLettersNaming, messagesOf, run } from '../../../infra/cli/why.ts'
import { makeTown, type Town } from '../../functions/api/town.ts'
import { operator } from '../../support/api.ts'
import { testKeys } from '../../support/stack.ts'

let town: Town
beforeAll(async () => {
  town = await makeTown()
})

async function why(...args: string[]) {
  const said: string[] = []
  const say = (text: string) => void said.push(text)
  const token = await town.api.token(operator)
  const io = {
    out: say,
    err: say,
    fetch: ((url: string, init: RequestInit) =>
      town.api.app.request(url.replace('http://test', ''), init)) as typeof fetch,
    pause: () => Promise.resolve(),
  }
  const code = await run([...args, '--api', 'http://test', '--token', token], io)
  return { code, said: said.join('\n') }
}

it('says what a case waits for, how it came there, and what holds its messages back', async () => {
  await town.api.call(operator, 'PUT /v1/holds/medins', { reason: '核对' })
  const { code, said } = await why(town.ids.transfer)
  expect(code).toBe(0)
  expect(said).toContain(`${town.ids.transfer} transfer：`)
  expect(said).toContain('等 clerk：approve-transfer-out')
  expect(said).toMatch(/按|转|参保/)
  expect(said).toContain('暂停发出 medins：核对')
  await town.api.call(operator, 'DELETE /v1/holds/medins')
})

it('says in a line what was called wrongly, and that there is no such case', async () => {
  expect(await why()).toMatchObject({ code: 2, said: expect.stringContaining('缺少办件编号') })
  expect(await why('nonsense')).toMatchObject({ code: 2, said: expect.stringContaining('没有找到') })
  expect(await why(town.ids.transfer, '--table', 't')).toMatchObject({ code: 2 })
  expect(await why('--help')).toMatchObject({ code: 0, said: expect.stringContaining('npm run why') })
})

it('tells messages that have left from one that has not', async () => {
  const { table } = town.stack
  const sent = await messagesOf(table, testKeys, town.ids.newborn)
  expect(sent.length).toBeGreaterThan(0)
  expect(sent.filter(({ unsent }) => unsent)).toEqual([])
  const item = [...table.items.values()].find(
    ({ pk, sk }) => pk.includes(town.ids.newborn.slice(2, 22)) && sk.startsWith('J#'),
  )
  for (const one of [...table.items.values()].filter(({ pk, sk }) => pk === item!.pk && sk.startsWith('J#')))
    await table.write({ update: { pk: one.pk, sk: one.sk }, set: { due: 'due#1', due_at: '2026-03-12' } })
  expect((await messagesOf(table, testKeys, town.ids.newborn)).every(({ unsent }) => unsent)).toBe(true)
})

it('finds dead letters that name it, each once, and leaves them', async () => {
  const asked: { VisibilityTimeout?: number }[] = []
  const Messages = [
    { MessageId: 'a', Body: JSON.stringify({ kind: 'wake', pid: town.ids.transfer.slice(2, 22) }) },
    { MessageId: 'b', Body: '{"kind":"wake","pid":"another"}' },
  ]
  const client = {
    async send({ input }: { input: { VisibilityTimeout?: number } }) {
      asked.push(input)
      return { Messages }
    },
  } as unknown as Pick<SQSClient, 'send'>
  expect(await deadLettersNaming(client, 'url', town.ids.transfer)).toEqual(['a'])
  expect(asked.every(({ VisibilityTimeout }) => VisibilityTimeout === 0)).toBe(true)
  expect(asked.length).toBeLessThanOrEqual(10)
})
