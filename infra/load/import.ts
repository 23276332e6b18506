/** Histories as files for an import of DynamoDB from S3 into a table that does not exist yet: the items that writing makes. */
import { renameSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Clock } from '../../shared/clock/index.ts'
import { PersonFile } from '../../shared/registers/file.ts'
import { attributes } from '../../shared/table/dynamo.ts'
import { bytesOf } from '../../shared/table/table.ts'
import type { Finding, History } from './history.ts'
import { type Loading, lay, writesOf } from './loaded.ts'
import type { Sink, Taken } from './write.ts'

/** A sink that writes a file for each partition, whose name begins so: packed DynamoDB JSON, an item a line, sealed as in the table. */
export function importFiles(name: string, loading: Loading & { readonly clock: Clock }): Sink {
  return {
    async take(histories: readonly History[], part: number): Promise<Taken> {
      const now = loading.clock.now()
      const left: Finding[] = []
      const items = histories.flatMap((history) => {
        const laid = lay(history, PersonFile.of(history.pid, 0), loading)
        if ('draft' in laid) return writesOf(loading, laid.draft, now).flatMap((one) => ('put' in one ? [one.put] : []))
        left.push(laid.fault)
        return []
      })
      const lines = items.map((item) => `${JSON.stringify({ Item: attributes(item) })}\n`)
      const path = `${name}-${String(part).padStart(5, '0')}.json.gz`
      writeFileSync(`${path}.new`, gzipSync(lines.join('')), { mode: 0o600 })
      renameSync(`${path}.new`, path)
      const bytes = items.reduce((sum, item) => sum + bytesOf(item), 0)
      return { written: histories.length - left.length, same: 0, left, items: items.length, bytes, units: 0 }
    },
  }
}
