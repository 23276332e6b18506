/** What holds for every command of package.json, today's and tomorrow's: help, languages, exit statuses, no stack traces. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { runCommand, type Terminal } from '../../../infra/cli/support/command.ts'
import { speakAs } from '../../../infra/cli/support/language.ts'

const root = new URL('../../../', import.meta.url)
const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  scripts: Record<string, string>
}
/** Tools of others, and chains of them: they help by themselves. */
const ofOthers = ['test', 'check', 'typecheck', 'lint', 'format', 'synth']
/** Their files, by the name after `npm run`. */
const commands = Object.entries(scripts).flatMap(([name, line]): [string, string][] => {
  const file = /^(?:exec )?node (?:--import \S+ )?(\S+\.ts)$/.exec(line)?.[1]
  return file === undefined ? [] : [[name, file]]
})

type Run = (args: readonly string[], io: Terminal) => Promise<number>

/** Runs a command in this process: what it needs beside a terminal it must not touch. */
async function play(name: string, ...args: string[]) {
  const file = commands.find(([one]) => one === name)?.[1] as string
  const { run } = (await import(new URL(file, root).href)) as { run: Run }
  const [out, err]: [string[], string[]] = [[], []]
  const nothing = new Proxy(
    { out: (text: string) => out.push(text), err: (text: string) => err.push(text) } as Terminal,
    {
      get(io, what) {
        if (what === 'out' || what === 'err') return io[what]
        return () => {
          throw new Error(`${name} asks for ${String(what)}`)
        }
      },
    },
  )
  const code = await run(args, nothing)
  return { code, out: out.join('\n'), err: err.join('\n') }
}

afterEach(() => {
  speakAs([])
})

const names = commands.map(([name]) => name)
const hasChinese = (text: string) => /\p{Script=Han}/u.test(text)

test('all scripts are commands of ours, or tools of others', () => {
  expect(Object.keys(scripts).filter((name) => !names.includes(name))).toEqual(ofOthers)
})

describe.each(names)('npm run %s', (name) => {
  test('helps, in both languages, before anything is read or opened', async () => {
    for (const flag of ['--help', '-h']) {
      const { code, out, err } = await play(name, flag)
      expect([code, err]).toEqual([0, ''])
      expect(out).toMatch(/^用法：npm /)
      for (const part of [`npm ${name === 'start' ? '' : 'run '}`, name, '退出码：0 ', '--lang zh|en']) {
        expect(out).toContain(part)
      }
    }
    const { code, out, err } = await play(name, '--help', '--lang', 'en')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^Usage: npm /)
    expect(out).toContain('Exit status: 0 ')
    expect(hasChinese(out), out).toBe(false)
  })

  test('helps whatever else is asked', async () => {
    const { code, out } = await play(name, 'anything', '--nothing', '--help')
    expect(code).toBe(0)
    expect(out).toContain('用法：')
  })

  test('says in a line what it does not understand, and where help is', async () => {
    for (const [language, where] of [
      ['zh', '用法见 npm '],
      ['en', 'How it is used: npm '],
    ] as const) {
      const { code, out, err } = await play(name, '--no-such-option', '--lang', language)
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain('--no-such-option')
      expect(err).toContain(where)
      expect(err.split('\n')).toHaveLength(2)
      expect(hasChinese(err)).toBe(language === 'zh')
    }
    expect((await play(name, '--lang', 'fr')).code).toBe(2)
  })
})

/** What somebody types wrongly or has not got, by command; `{f}` is a file that is no JSON, `{d}` a directory. */
const misuses: readonly [name: string, args: string, says: string][] = [
  ['event', '', '缺少命令'],
  ['event', 'toString {f}', '没有命令'],
  ['event', 'validate', '缺少事件文件'],
  ['event', 'validate /nowhere', '没有这个文件'],
  ['event', 'validate {d}', '这是目录'],
  ['event', 'validate {f} {f}', '多了'],
  ['event', 'sign {f} --key {f}', '不是合格的 JSON'],
  ['event', 'verify {f} --keys /nowhere', '没有这个文件'],
  ['event', 'verify {f} --from-api nowhere', '网址'],
  ['policies', '', '缺少 --admdvs'],
  ['policies', '--admdvs 130100', '缺少 --api'],
  ['policies', '--admdvs 130100 --ready-file {j}', '不是本机环境写的'],
  ['policies', 'sing', '没有命令 sing'],
  ['policies', 'check', '缺少参数文件'],
  ['policies', 'check {f}', '不是合格的 JSON'],
  ['policies', 'check {j}', '应为 ['],
  ['policies', '--admdvs 130100 --api nowhere --token t', '网址'],
  ['policies', 'release PT-1 --ready-file /nowhere', '没有这个文件'],
  ['shadow', 'compare --bundle filing', '缺少窗口结果的文件'],
  ['correct', '', '缺少文件'],
  ['correct', 'release', '缺少更正编号'],
  ['correct', '{j}', '应为 {'],
  ['redrive', '', '缺少队列名'],
  ['redrive', 'tax --rate fast', '--rate'],
  ['redrive', 'tax --max 0', '--max'],
  ['keys', '--add /nowhere', '没有这个文件'],
  ['keys', '--add {f}', '没有密钥'],
  ['prove', '', '缺少 --table'],
  ['prove', '--table t --keys {j}', '没有密钥'],
  ['why', '', '缺少办件编号'],
  ['load', '', '缺少命令'],
  ['load', 'check', '缺少文件'],
  ['load', 'check /nowhere/persons.csv', '没有这个文件'],
  ['reseal', '--table t --keys {f}', '没有密钥'],
  ['retention', '--dry-run', '缺少 --table'],
  ['restore', '--stage prod --at yesterday --epoch 1', '--at 应为带时区的时间'],
  ['restore', '--stage prod --at 2026-01-01T00:00:00Z --epoch one', '--epoch 应为'],
  ['replay', '', '缺少 --from'],
  ['replay', '--from 2026-01-01T00:00:00Z', '缺少 --stage'],
  ['serve', '--now tomorrow', '--now 应为带时区的时间'],
  ['serve', '--stubs maybe', '--stubs 应为'],
  ['start', '--scale big', '--scale 应为'],
  ['simulate', '--seed one', '--seed 应为'],
  ['bench', '--runs 0', '--runs 应为'],
  ['samples', '--scale 0', '--scale 应为'],
]

describe('what is called wrongly, or not there, is said in a line or two, without a stack trace', () => {
  const dir = mkdtempSync(join(tmpdir(), 'commands-'))
  const files: Readonly<Record<string, string>> = { f: join(dir, 'no.txt'), j: join(dir, 'j.json'), d: dir }
  writeFileSync(files.f as string, 'no JSON')
  writeFileSync(files.j as string, '{"a":1}')
  afterAll(() => rmSync(dir, { recursive: true }))

  test.each(misuses)('%s %s: %s', async (name, line, says) => {
    const args = line.split(' ').filter((part) => part !== '')
    const filled = args.map((part) => part.replace(/\{(\w)\}/, (_, key: string) => files[key] as string))
    const { code, err } = await play(name, ...filled)
    expect([code, err]).toEqual([2, expect.stringContaining(says)])
    expect(err).not.toMatch(/\n\s+at |Error:/)
    expect(err.split('\n').length).toBeLessThan(4)
    const { err: english } = await play(name, ...filled, '--lang', 'en')
    expect(english).not.toBe('')
    expect(hasChinese(english), english).toBe(false)
  })
})

describe('what stands in the way', () => {
  const failing = (error: unknown, ...args: string[]) => {
    const err: string[] = []
    const io = { out: () => {}, err: (text: string) => err.push(text) }
    const usage = { command: 'npm run x', text: { zh: '', en: '' }, done: { zh: '', en: '' } }
    const code = runCommand(usage, io, args, () => Promise.reject(error))
    return code.then((status) => ({ code: status, err: err.join('\n') }))
  }

  test.each([
    [Object.assign(new Error('no'), { name: 'AccessDeniedException' }), '不允许', 'does not allow'],
    [Object.assign(new Error('no'), { name: 'ExpiredTokenException' }), '过期', 'expired'],
    [Object.assign(new Error('no'), { name: 'CredentialsProviderError' }), '凭证', 'credentials'],
    [Object.assign(new Error('no'), { name: 'ResourceNotFoundException' }), '没有这张表', 'no such table'],
    [Object.assign(new Error('no'), { name: 'QueueDoesNotExist' }), '没有这个队列', 'no such queue'],
    [Object.assign(new Error('Region is missing'), {}), '区域', 'region'],
    [
      new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED', address: '127.0.0.1', port: 3 } }),
      '连不上',
      '127.0.0.1:3',
    ],
    [new AggregateError([Object.assign(new Error('no'), { code: 'ECONNREFUSED' })]), '连不上', 'out of reach'],
  ])('%s: what to do', async (error, zh, en) => {
    expect(await failing(error)).toEqual({ code: 2, err: expect.stringContaining(zh) })
    expect(await failing(error, '--lang', 'en')).toEqual({ code: 2, err: expect.stringContaining(en) })
  })

  test('is a fault of ours: its message, and the stack for who asks for it', async () => {
    const { err } = await failing(new Error('beyond us'))
    expect(err).toContain('beyond us')
    expect(err).toContain('MIANSHEN_DEBUG=1')
    expect(err).not.toContain('\n    at ')
    vi.stubEnv('MIANSHEN_DEBUG', '1')
    expect((await failing(new Error('beyond us'))).err).toContain('\n    at ')
    vi.unstubAllEnvs()
  })
})
