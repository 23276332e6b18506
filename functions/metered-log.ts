/** A log whose lines are also counted: what is measured follows from what is said. */
import type { Log } from '../shared/log.ts'
import { emfLines, measuredBy } from '../shared/metrics.ts'

/** Where numbers go: CloudWatch takes them from lines on standard output. */
export interface Meter {
  readonly namespace: string
  readonly nowMs: () => number
  readonly write: (line: string) => void
}

/** Passes lines on and writes what they measure, whatever level the log itself shows. */
export function meteredLog(log: Log, { namespace, nowMs, write }: Meter): Log {
  const at = (level: keyof Log) => (message: string, fields?: Record<string, unknown>) => {
    log[level](message, fields)
    const measures = measuredBy[message]?.(fields ?? {}) ?? []
    for (const line of emfLines(namespace, nowMs(), measures)) write(`${line}\n`)
  }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

/** A log that says with every line where it was: by which queue, of which partner. */
export function logWith(log: Log, common: Readonly<Record<string, unknown>>): Log {
  const at = (level: keyof Log) => (message: string, fields?: Record<string, unknown>) =>
    log[level](message, { ...common, ...fields })
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

/** The queue's short name in the ARN of a function's event source: `…:mianshen-dev-transfer` → `transfer`. */
export function queueIn(arn: string | undefined): string {
  return /:mianshen-[a-z0-9]+-([a-z0-9-]+)$/.exec(arn ?? '')?.[1] ?? 'unknown'
}
