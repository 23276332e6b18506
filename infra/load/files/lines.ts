/** The lines of a file, as it is read: NDJSON, or CSV whose headers are the fields; either may be packed (`.gz`). */
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { Misuse } from '../../cli/support/command.ts'
import { failureText } from '../../cli/support/failures.ts'
import { say } from '../../cli/support/language.ts'
import { CsvReader, type CsvRecord } from './csv.ts'

/** A line as it was written. */
export interface Line {
  /** Counted from 1. */
  readonly line: number
  /** Undefined: it is no row. */
  readonly said: Record<string, unknown> | undefined
}

/** Some lines, and how many bytes of the file were read by then. */
export interface Piece {
  readonly lines: readonly Line[]
  readonly bytes: number
}

/** Reads a file piece by piece, never whole. Throws a {@link Misuse} if it cannot be read. */
export async function* linesOf(file: string): AsyncGenerator<Piece> {
  const source = createReadStream(file, { highWaterMark: 256 * 1024 })
  const packed = file.endsWith('.gz')
  const unpacked = packed ? source.pipe(createGunzip()) : source
  // A pipe does not carry errors on.
  source.on('error', (error) => unpacked.destroy(error))
  const reader = /\.csv(\.gz)?$/.test(file) ? csvLines(file) : jsonLines()
  const decoder = new TextDecoder('utf-8')
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      yield { lines: reader.push(decoder.decode(chunk, { stream: true })), bytes: source.bytesRead }
    }
  } catch (error) {
    if (error instanceof Misuse) throw error
    const why = failureText(error) ?? `${file}: ${(error as Error).message}`
    throw new Misuse(say({ zh: `读不出 ${why}`, en: `can't read ${why}` }))
  }
  yield { lines: [...reader.push(decoder.decode()), ...reader.end()], bytes: source.bytesRead }
}

interface Reader {
  push(text: string): Line[]
  end(): Line[]
}

function jsonLines(): Reader {
  let line = 0
  let open = ''
  const read = (text: string): Line[] => {
    line += 1
    const bare = text.trim()
    return bare === '' ? [] : [{ line, said: objectIn(bare) }]
  }
  return {
    push(text) {
      const pieces = `${open}${text}`.split('\n')
      open = pieces.pop() ?? ''
      return pieces.flatMap(read)
    },
    end: () => read(open),
  }
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** Columns that are no text; all others are written as the events write them. */
const flags: readonly string[] = ['student']

function csvLines(file: string): Reader {
  const reader = new CsvReader()
  let headers: string[] | undefined
  const read = (records: readonly CsvRecord[]): Line[] =>
    records.flatMap(({ line, fields }) => {
      if (headers) return [{ line, said: fields.length === headers.length ? rowOf(headers, fields) : undefined }]
      headers = fields.map((header) => header.trim())
      if (!headers.includes('psn_no'))
        throw new Misuse(
          say({
            zh: `${file}：第一行应为列名，其中要有 psn_no`,
            en: `${file}: the first line names the columns, psn_no among them`,
          }),
        )
      return []
    })
  return { push: (text) => read(reader.push(text)), end: () => read(reader.end()) }
}

/** A row by its headers; `bank_acct.acct_no` is a field of the object `bank_acct`. */
function rowOf(headers: readonly string[], fields: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [index, header] of headers.entries()) {
    const value = cellOf(header, fields[index] ?? '')
    const [outer = '', inner] = header.split('.')
    if (inner === undefined) row[outer] = value
    else row[outer] = { ...(row[outer] as object | undefined), [inner]: value }
  }
  return row
}

function cellOf(header: string, text: string): unknown {
  if (!flags.includes(header)) return text
  return text === 'true' ? true : text === 'false' ? false : text
}
