/**
 * What sealing costs by either scheme: CPU of a row sealed, opened and sealed anew, of a keyed hash, and of each bundle's
 * plain case on the table in memory (`settle.ts`).
 */
import { type Keys, keyedHash, keysFromJson, open, pack, seal, sealAnew } from '../../shared/identity/index.ts'
import type { Measured } from './bundles.ts'
import { rounded, spread } from './measure.ts'
import { benchSettle } from './settle.ts'

const key32 = (seed: string) => Buffer.alloc(32, seed).toString('base64')
/** Hashes as those of tests, whose numbers the cases are told by. */
const keysOf = (current: 'k1' | 'k2', hash_scheme = 'hmac-sha256'): Keys => {
  const by_id = { k1: key32('seal'), k2: { scheme: 'sm4', key: key32('sm4') } }
  return keysFromJson(JSON.stringify({ hash_key: key32('hash'), hash_scheme, seal_keys: { current, by_id } }))
}
const international = keysOf('k1')
const national = keysOf('k2')

/** Text as rows hold it, of so many characters: JSON of short names, and ids and numbers of which no two are alike. */
function rowOf(length: number): string {
  const parts: string[] = []
  for (let n = 0; parts.join().length < length; n++) {
    const id = keyedHash(international, 'bench', String(n)).slice(0, 20)
    parts.push(
      `{"case_id":"TR${id}","at":"2026-03-${10 + (n % 18)}T09:00:00+08:00","amt":${n * 7919},"text":"转移办结"}`,
    )
  }
  return parts.join().slice(0, length)
}

/** CPU of one call in microseconds: the median of some runs. */
function cpuOf(call: () => unknown, runs: number): number {
  const each = 4_000
  const once = () => {
    const before = process.cpuUsage()
    for (let n = 0; n < each; n++) call()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / each
  }
  once()
  return spread(Array.from({ length: runs }, once)).median
}

/** A line of the table: a kind of work by either scheme, in microseconds. */
export interface SealLine {
  readonly what: string
  readonly international: number
  readonly national: number
}

/** Measures rows of 500 and of 4,000 characters, and hashes. */
export function benchSeals(runs: number): SealLine[] {
  const line = (what: string, does: (keys: Keys) => () => unknown): SealLine => ({
    what,
    international: rounded(cpuOf(does(international), runs)),
    national: rounded(cpuOf(does(national), runs)),
  })
  const rows = [500, 4_000].flatMap((length) => {
    const row = rowOf(length)
    const of = `${length} characters (${pack(row).length} bytes packed)`
    return [
      line(`seal ${of}`, (keys) => () => seal(keys, row, 'pid')),
      line(`open ${of}`, (keys) => {
        const sealed = seal(keys, row, 'pid')
        return () => open(keys, sealed, 'pid')
      }),
      line(`seal anew ${of}`, (keys) => {
        const sealed = seal(keys, row, 'pid')
        return () => sealAnew(keys, sealed, 'pid')
      }),
    ]
  })
  const hashing = { international, national: keysOf('k2', 'hmac-sm3') }
  const hash = (keys: Keys) => rounded(cpuOf(() => keyedHash(keys, 'certno', '11010519491231002X'), runs))
  return [
    ...rows,
    { what: 'a keyed hash', international: hash(hashing.international), national: hash(hashing.national) },
  ]
}

/** Measures what of a case's CPU is packing, sealing and opening, in microseconds. */
export async function benchSealing(spec: Measured, cases: number, runs: number): Promise<SealLine> {
  const sealing = async (keys: Keys) => (await benchSettle(spec, cases, runs, keys)).line.sealing * 1_000
  return {
    what: `of a case of ${spec.bundle}`,
    international: rounded(await sealing(international)),
    national: rounded(await sealing(national)),
  }
}
