import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fileClock, openFileClock, ownFileClock, setFileClock } from '../../../infra/local/clock-file.ts'
import { addMs, epochMs, instant } from '../../../shared/calendar/index.ts'
import { testDir } from './support.ts'

let path: string
let remove: () => void

beforeEach(() => {
  const test = testDir()
  path = join(test.dir, 'clock.json')
  remove = test.remove
})
afterEach(() => {
  vi.useRealTimers()
  remove()
})

const morning = instant('2026-03-02T09:00:00+08:00')
const nextYear = instant('2027-01-01T00:00:00+08:00')

describe('the business clock in a file', () => {
  it('starts where it is told and runs', () => {
    vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) })
    expect(openFileClock(path, morning)).toBe(morning)
    vi.advanceTimersByTime(90_000)
    expect(fileClock(path).now()).toBe('2026-03-02T09:01:30+08:00')
  })

  it('is the machine’s clock if it is told nothing', () => {
    vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) })
    expect(openFileClock(path)).toBe('2030-01-01T08:00:00+08:00')
  })

  it('shows every reader a new time at once', () => {
    openFileClock(path, morning)
    const reader = fileClock(path)
    expect(epochMs(reader.now()) - epochMs(morning)).toBeLessThan(5_000)
    setFileClock(path, nextYear)
    expect(epochMs(reader.now()) - epochMs(nextYear)).toBeLessThan(5_000)
  })

  it('shows the process that sets it the new time at once, and whoever reads the file', () => {
    openFileClock(path, morning)
    const own = ownFileClock(path)
    expect(epochMs(own.now()) - epochMs(morning)).toBeLessThan(5_000)
    expect(own.set(nextYear)?.slice(0, 4)).toBe('2027')
    for (const clock of [own, fileClock(path)]) {
      expect(epochMs(clock.now()) - epochMs(nextYear)).toBeLessThan(5_000)
    }
    expect(own.set(morning)).toBeUndefined()
    expect(own.now().slice(0, 4)).toBe('2027')
  })

  it('shows another process the new time at once', () => {
    openFileClock(path, nextYear)
    const module = fileURLToPath(new URL('../../../infra/local/clock-file.ts', import.meta.url))
    const code = `import { fileClock } from ${JSON.stringify(module)}; console.log(fileClock(${JSON.stringify(path)}).now())`
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' })
    expect(stdout.slice(0, 10)).toBe('2027-01-01')
  })

  it('refuses to be set back', () => {
    openFileClock(path, nextYear)
    expect(setFileClock(path, morning)).toBeUndefined()
    expect(fileClock(path).now().slice(0, 4)).toBe('2027')
  })

  it('never goes back, not even when the machine’s clock does', () => {
    vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) })
    openFileClock(path, morning)
    const reader = fileClock(path)
    const before = reader.now()
    vi.setSystemTime(Date.UTC(2029, 11, 31))
    expect(reader.now()).toBe(before)
  })

  it('goes on after a restart, and a start time only moves it forward', () => {
    vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) })
    openFileClock(path, morning)
    setFileClock(path, nextYear)
    vi.advanceTimersByTime(60_000)
    expect(openFileClock(path)).toBe(addMs(nextYear, 60_000))
    expect(openFileClock(path, morning)).toBe(addMs(nextYear, 60_000))
    expect(openFileClock(path, instant('2028-01-01T00:00:00+08:00'))).toBe('2028-01-01T00:00:00+08:00')
  })
})
