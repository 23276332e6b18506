/** What tests of loading share: a province's files in a directory of their own, and a load into a stack's table. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { registerNames } from '../../../infra/load/files/registers.ts'
import { run } from '../../../infra/load/load.ts'
import type { Table } from '../../../shared/table/table.ts'
import { makeProvince, type Province, type ProvinceRows, writeProvince } from '../../support/province.ts'
import type { Stack } from '../../support/stack.ts'

/** The first day that is no history, in all of these tests. */
export const until = '2026-03-01'
export const areas = ['130100', '130200', '130300']

/** A province of so many persons. */
export const provinceOf = (persons: number, seed = 1): Province => makeProvince({ seed, persons, areas, until })

/** A directory that is gone when the test is over. */
export function directory(): string {
  const dir = mkdtempSync(join(tmpdir(), 'load-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Keys of tests (test/support/stack.ts), as a file holds them. */
const key32 = (seed: string) => Buffer.alloc(32, seed).toString('base64')
const keysText = JSON.stringify({ hash_key: key32('hash'), seal_keys: { current: 'k1', by_id: { k1: key32('seal') } } })

/** What a command said, and what it found. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  readonly found: { level: string; file: string; line: number; register: string; reason: string }[]
}

/** A bench of loading: files, a work directory, and commands upon a stack's table. */
export function loading(stack: Pick<Stack, 'table' | 'clock'>, dir = directory()) {
  const work = join(dir, 'work')
  const found = join(dir, 'found.ndjson')
  const keys = join(dir, 'keys.json')
  writeFileSync(keys, keysText)
  return {
    dir,
    work,
    files: (province: Province, format?: 'ndjson' | 'csv') => writeProvince(province, join(dir, 'files'), format),
    /** Files of some rows; registers left out have none. */
    rows: (rows: Partial<{ [R in keyof ProvinceRows]: readonly object[] }>) =>
      registerNames.flatMap((register) => {
        const all = rows[register]
        if (!all) return []
        const path = join(dir, `${register}.ndjson`)
        writeFileSync(path, all.map((row) => `${JSON.stringify(row)}\n`).join(''))
        return [path]
      }),
    async run(args: readonly string[], table: Table = stack.table): Promise<Ran> {
      const said = { out: '', err: '' }
      const add = (to: 'out' | 'err') => (text: string) => {
        said[to] += `${text}\n`
      }
      const io = {
        out: add('out'),
        err: add('err'),
        fetch,
        pause: async () => {},
      }
      const where = ['--work', work, '--rejects', found, '--keys', keys, '--until', until]
      const code = await run([...args, ...where], io, { table, clock: stack.clock })
      return { code, ...said, found: code === 2 ? [] : findingsIn(found) }
    },
  }
}

const findingsIn = (path: string): Ran['found'] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
