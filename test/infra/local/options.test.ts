import { resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WrongCall } from '../../../infra/cli/support/command.ts'
import { serveOptions, startOptions } from '../../../infra/local/options.ts'

beforeEach(() => {
  vi.stubEnv('npm_lifecycle_event', undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('the command line of serve', () => {
  it('asks for nothing', () => {
    expect(serveOptions([])).toEqual({ stubs: true, port: 0 })
  })

  it('takes all options of the contract', () => {
    const args = '--ready-file r.json --now 2026-03-02T01:00:00Z --stubs off --data-dir /d --port 8080'.split(' ')
    expect(serveOptions(args)).toEqual({
      readyFile: resolve('r.json'),
      now: '2026-03-02T09:00:00+08:00',
      stubs: false,
      dataDir: '/d',
      port: 8080,
    })
  })

  it('takes how often the data was put back', () => {
    expect(serveOptions(['--epoch', '2'])).toMatchObject({ epoch: 2 })
    expect(serveOptions(['--second-person'])).toMatchObject({ secondPerson: true })
    expect(serveOptions(['--sm'])).toMatchObject({ sm: true })
    expect(() => serveOptions(['--epoch', '-1'])).toThrow('--epoch')
  })

  it('reads paths from where npm was called', () => {
    vi.stubEnv('npm_lifecycle_event', 'serve')
    vi.stubEnv('INIT_CWD', '/elsewhere')
    expect(serveOptions(['--data-dir', 'd'])?.dataDir).toBe('/elsewhere/d')
  })

  it.each([
    [['--now', 'tomorrow'], '--now'],
    [['--now', '2026-03-02T09:00:00'], '--now'],
    [['--stubs', 'maybe'], '--stubs'],
    [['--port', 'http'], '--port'],
    [['--port', '65536'], '--port'],
    [['--port', '-1'], '--port'],
    [['--ready-file', ''], '路径'],
    [['--ready-file'], '--ready-file'],
    [['--verbose'], '--verbose'],
    [['extra'], 'extra'],
  ])('refuses %o', (args, says) => {
    expect(() => serveOptions(args)).toThrow(WrongCall)
    expect(() => serveOptions(args)).toThrow(says)
  })
})

describe('the command line of start', () => {
  it('stays, unless told to play once', () => {
    expect(startOptions([])).toEqual({ once: false, port: 0, seed: 1, scale: 1 })
    expect(startOptions(['--once', '--seed', '7', '--scale', '0.1'])).toEqual({
      once: true,
      port: 0,
      seed: 7,
      scale: 0.1,
    })
  })

  it.each([[['--twice']], [['--scale', '0']], [['--scale', 'big']], [['--seed', '1.5']]])('refuses %o', (args) => {
    expect(() => startOptions(args)).toThrow(WrongCall)
  })
})
