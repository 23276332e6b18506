import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleEvent } from '../../../../events/asyncapi.ts'
import { generateKeyPair, sign } from '../../../../events/signing.ts'
import { catalogue } from '../../../../functions/bundles/catalogue.ts'
import { run, type Surroundings } from '../../../../infra/cli/messages/event.ts'
import { instant } from '../../../../shared/calendar/index.ts'

const good = catalogue.filter((entry) => entry.direction === 'inbound').map(exampleEvent)
const bad = { ...good[0], data: { ...(good[0]?.data as object), gend: '7' } }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** What the API answers when it is asked for the keys it signs with. */
let published: object = { keys: [] }

/** Runs a command with a queue that takes all but what `refuses` says. */
async function play(args: string[], refuses: number[] = []) {
  const lines: string[] = []
  const faults: string[] = []
  const sent: string[] = []
  const opened: object[] = []
  const io: Surroundings = {
    out: (text) => lines.push(text),
    err: (text) => faults.push(text),
    now: () => instant('2026-03-10T10:00:00+08:00'),
    fetch: async () => Response.json(published),
    inbox: (options) => {
      opened.push(options)
      return {
        send: async (bodies) => {
          sent.push(...bodies)
          return refuses.map((index) => ({ index, reason: 'full' }))
        },
      }
    },
  }
  const code = await run(args, io)
  return { code, lines, faults: faults.join('\n'), sent, opened }
}

async function keyFiles(): Promise<{ key: string; keys: string }> {
  const { lines } = await play(['keygen'])
  const pair = JSON.parse(lines.join('')) as { publicKey: string }
  const keyOf = (source: unknown) => ({
    source,
    keyId: 'k',
    publicKey: pair.publicKey,
    from: '2026-01-01T00:00:00+08:00',
  })
  const sources = [...new Set(good.map(({ source }) => source))]
  return { key: await file('key.json', pair), keys: await file('keys.json', sources.map(keyOf)) }
}

describe('event at the command line', () => {
  test('validate passes a single event, a list and lines', async () => {
    for (const content of [good[0], good, good.map((event) => JSON.stringify(event)).join('\n')]) {
      const { code, faults } = await play(['validate', await file('good.json', content)])
      expect([code, faults]).toEqual([0, ''])
    }
  })

  test('validate names place, field and rule of what is wrong', async () => {
    const { code, faults, lines } = await play(['validate', await file('bad.json', [good[1], bad])])
    expect(code).toBe(1)
    expect(faults).toBe('第 2 条（example-person.registered）：data.gend：性别应为 0、1、2、9 之一 [bad-data]')
    expect(lines).toEqual(['共 2 条，合格 1 条，不合格 1 条'])
    const broken = await play(['validate', await file('broken.jsonl', `${JSON.stringify(good[0])}\n{"id":`)])
    expect([broken.code, broken.faults]).toEqual([1, '第 2 条：event：消息不是合格的 JSON [not-json]'])
  })

  test('what keygen makes signs, and what is signed verifies until it is changed', async () => {
    const { key, keys } = await keyFiles()
    const signed = await play(['sign', await file('good.json', good), '--key', key])
    expect(signed.code).toBe(0)
    const lines = await file('signed.jsonl', signed.lines.join('\n'))
    expect(await play(['verify', lines, '--keys', keys])).toMatchObject({ code: 0 })
    const forged = await file('forged.jsonl', signed.lines.join('\n').replace('2177.04', '9177.04'))
    const { code, lines: said } = await play(['verify', forged, '--keys', keys])
    expect(code).toBe(1)
    expect(said.filter((line) => line.includes('签名不符')).length).toBeGreaterThan(0)
    expect((await play(['verify', lines, '--keys', keys, '--now', '2026-03-10T10:00:00Z'])).code).toBe(0)
  })

  test('verify reads keys in each spelling, as a file of partners, and as the API publishes them', async () => {
    const pair = generateKeyPair()
    const source = 'urn:mianshen:local'
    const event = await file('ours.json', sign({ ...good[0], source }, pair))
    const from = '2026-01-01T00:00:00+08:00'
    const key = { key_id: 's1', public_key: pair.publicKey, from }
    const spelt = [
      [{ source, ...key }],
      [{ source, keyId: 's1', publicKey: pair.publicKey, from }],
      { strangers: 'accept', partners: [{ source, keys: [{ id: 's1', publicKey: pair.publicKey, from }] }] },
      { keys: [key] },
    ]
    for (const [n, content] of spelt.entries()) {
      const keys = await file(`keys-${n}.json`, content)
      expect(await play(['verify', event, '--keys', keys])).toMatchObject({
        code: 0,
        lines: [expect.stringContaining('密钥 s1')],
      })
    }
    published = { keys: [key] }
    expect(await play(['verify', event, '--from-api', 'http://api'])).toMatchObject({ code: 0 })
    const wrong = await file('wrong.json', [{ source, key_id: 's1', public_key: '04', from, colour: 'red' }])
    const { faults } = await play(['verify', event, '--keys', wrong, '--lang', 'en'])
    expect(faults).toContain(`[0].public_key (${source}): should be an SM2 public key`)
    expect(faults).toContain('there is no such field: colour')
  })

  test('send takes the queue from the ready file or from options, signs on request, and sends nothing that is wrong', async () => {
    const { key } = await keyFiles()
    const ready = await file('ready.json', {
      sqs: 'http://s',
      region: 'cn-north-1',
      queues: { inbox: 'http://s/inbox' },
    })
    const events = await file('good.json', good)
    const plain = await play(['send', events, '--ready-file', ready])
    expect(plain.opened).toEqual([{ sqs: 'http://s', region: 'cn-north-1', queue: 'http://s/inbox' }])
    expect(plain.sent.map((body) => JSON.parse(body))).toEqual(good)
    const signed = await play(['send', events, '--queue', 'http://q', '--key', key])
    expect(signed.opened).toEqual([{ queue: 'http://q' }])
    expect(JSON.parse(signed.sent[0]!)).toMatchObject({ signtype: 'SM2', id: good[0]?.id })
    const wrong = await play(['send', await file('bad.json', [good[1], bad]), '--queue', 'http://q'])
    expect([wrong.code, wrong.sent]).toEqual([1, []])
    const refused = await play(['send', events, '--queue', 'http://q'], [3])
    expect([refused.code, refused.faults]).toEqual([1, '第 4 条没有发出：full'])
  })

  test.each([
    [[], '用法'],
    [['toString', 'x'], '用法'],
    [['validate'], '缺少事件文件'],
    [['validate', '/nowhere/at/all'], '读不出'],
    [['validate', 'x', '--colour', 'red'], '--colour'],
  ])('%j: wrong use is 2 and says what is wrong', async (args, said) => {
    const { code, faults } = await play(args)
    expect(code).toBe(2)
    expect(faults).toContain(said)
  })

  test('options that are missing or wrong are named', async () => {
    const events = await file('good.json', good)
    const weak = await file('weak.json', { privateKey: '12' })
    const odd = await file('odd.json', [{ source: 's', keyId: 'k', publicKey: '04', from: 'soon' }])
    const cases: [string[], string][] = [
      [['sign', events], '--key'],
      [['sign', events, '--key', weak], 'privateKey：应为 64 位十六进制'],
      [['verify', events], '--keys'],
      [['verify', events, '--keys', odd], '[0].publicKey（s）：应为 SM2 公钥'],
      [['verify', events, '--keys', odd], '[0].from（s）：应为带时区的时间'],
      [['send', events], '--queue'],
      [['sign', await file('text.json', '"text"'), '--key', (await keyFiles()).key], 'JSON 对象'],
    ]
    for (const [args, said] of cases) {
      const { code, faults } = await play(args)
      expect([code, faults]).toEqual([2, expect.stringContaining(said)])
    }
  })
})
