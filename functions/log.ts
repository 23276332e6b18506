/** Structured logs, one JSON object a line. Fields are ids, types and counts; never names, numbers or accounts. */
import { faultOf, type Log } from '../shared/log.ts'
import { countedLines } from '../shared/metrics.ts'
import { logUnreadable, UnreadableItem } from '../shared/table/unreadable.ts'

/** The line that says who called, by the request that the gateway's log has with the address: written at any level. */
export const callLine = 'call'

type Level = 'info' | 'warn' | 'error'
const rank: Record<Level, number> = { info: 0, warn: 1, error: 2 }

/** Says that something failed, and by which item if it could not be read. */
export function logFailure(log: Log, message: string, error: unknown, fields: Record<string, unknown> = {}): void {
  if (error instanceof UnreadableItem) logUnreadable(log, error)
  log.error(message, { ...fields, ...faultOf(error) })
}

const isCounted = (message: string) => (countedLines as readonly string[]).includes(message)

/** A log on standard output, from `LOG_LEVEL` (default `warn`) upwards. */
export function jsonLog(least: Level = (process.env.LOG_LEVEL as Level | undefined) ?? 'warn'): Log {
  const at =
    (level: Level) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      if (rank[level] >= rank[least] || message === callLine || isCounted(message))
        process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`)
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
