/** Structured logs, one JSON object a line. Fields are ids, types and counts; never names, numbers or accounts. */
import type { Log } from '../shared/chain/ports.ts'

type Level = 'info' | 'warn' | 'error'
const rank: Record<Level, number> = { info: 0, warn: 1, error: 2 }

/** A log on standard output, from `LOG_LEVEL` (default `warn`) upwards. */
export function jsonLog(least: Level = (process.env.LOG_LEVEL as Level | undefined) ?? 'warn'): Log {
  const at =
    (level: Level) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      if (rank[level] >= rank[least]) process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`)
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
