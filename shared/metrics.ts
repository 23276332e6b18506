/**
 * What is measured, by name. Functions write measures as lines in CloudWatch's embedded metric format; alarms and
 * dashboards are made from the same names, so none waits for a number that nobody writes.
 */
import { isLeftToNewer } from './newer-release.ts'

/** All metrics: unit, and what each is also counted by besides the total. */
export const metrics = {
  /** Cases that began. */
  CasesOpened: { unit: 'Count', by: 'bundle' },
  /** Cases that ended, whatever their outcome. */
  CasesDone: { unit: 'Count', by: 'bundle' },
  /** Cases found past their time limit. */
  CasesOverdue: { unit: 'Count', by: 'bundle' },
  /** From a case's beginning to its end, of cases that ended. */
  CaseSeconds: { unit: 'Seconds', by: 'bundle' },
  /** Commits that lost a race and were decided again. */
  Conflicts: { unit: 'Count', by: 'queue' },
  /** Events that came before what they need. */
  EventsParked: { unit: 'Count', by: 'queue' },
  /** Events still parked after an hour. */
  EventsUnmet: { unit: 'Count', by: 'queue' },
  /** Events that failed their check. */
  EventsRejected: { unit: 'Count', by: 'partner' },
  /** Messages whose work failed and that come again; not those that only a newer release knows. */
  MessagesFailed: { unit: 'Count', by: 'queue' },
  /** Messages that their queue refused for good; each waits for an operator. */
  MessagesRefused: { unit: 'Count', by: 'queue' },
  /** Times an item could not be read; anything but 0 is an alarm. */
  ItemsUnreadable: { unit: 'Count', by: 'none' },
  /** Lines of the audit trail that somebody changed or took away in the table; anything but 0 is an alarm. */
  AuditLinesChanged: { unit: 'Count', by: 'none' },
  /** Times a case had to wait for a policy value or a calendar that nobody has entered. */
  PolicyMissing: { unit: 'Count', by: 'bundle' },
  /** Clearings that are past their day and not settled, or whose funds differ. */
  ClearingsLate: { unit: 'Count', by: 'none' },
  /** Claims between pooling areas not cleared yet, in fen. */
  UnfundedFen: { unit: 'None', by: 'none' },
  /** Chains that were stopped because they never came to rest. */
  ChainsStopped: { unit: 'Count', by: 'bundle' },
  /** Debit less credit over the whole ledger, in fen, without sign; anything but 0 is an alarm. */
  LedgerImbalanceFen: { unit: 'None', by: 'none' },
  /** What the proof of the ledger found wrong; anything but 0 is an alarm. */
  LedgerViolations: { unit: 'Count', by: 'none' },
} as const satisfies Record<string, { unit: string; by: 'bundle' | 'queue' | 'partner' | 'none' }>

/** A metric. */
export type MetricName = keyof typeof metrics

/** One measured number; `of` names the bundle, queue or partner it belongs to. Never a person. */
export interface Measure {
  readonly name: MetricName
  readonly value: number
  readonly of?: string
}

type Fields = Readonly<Record<string, unknown>>
const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
const number = (value: unknown) => (typeof value === 'number' ? value : 0)
const measure = (name: MetricName, of: unknown, value = 1): Measure => {
  const whose = text(of)
  return { name, value, ...(whose === undefined ? {} : { of: whose }) }
}

/**
 * What a line of the log measures. Functions say what happened, once, in the log; numbers follow from it. A line whose
 * message is not here measures nothing.
 */
export const measuredBy: Readonly<Record<string, (fields: Fields) => Measure[]>> = {
  'case opened': ({ bundle }) => [measure('CasesOpened', bundle)],
  'case done': ({ bundle, seconds }) => [measure('CasesDone', bundle), measure('CaseSeconds', bundle, number(seconds))],
  'case overdue': ({ bundle }) => [measure('CasesOverdue', bundle)],
  'chain stopped': ({ bundle }) => [measure('ChainsStopped', bundle)],
  'policy missing': ({ bundle }) => [measure('PolicyMissing', bundle)],
  conflict: ({ queue }) => [measure('Conflicts', queue)],
  parked: ({ queue }) => [measure('EventsParked', queue)],
  'item unreadable': () => [measure('ItemsUnreadable', undefined)],
  'audit line changed': () => [measure('AuditLinesChanged', undefined)],
  'message failed': ({ queue, error }) => (isLeftToNewer(error) ? [] : [measure('MessagesFailed', queue)]),
  'inbox failed': () => [measure('MessagesFailed', 'inbox')],
  'inbox could not keep': ({ messages }) => [measure('MessagesFailed', 'inbox', number(messages))],
  'inbox could not send on': ({ messages }) => [measure('MessagesFailed', 'inbox', number(messages))],
  'message refused': ({ queue }) => [measure('MessagesRefused', queue)],
  unmet: ({ queue }) => [measure('EventsUnmet', queue)],
  rejected: ({ partner }) => [measure('EventsRejected', partner ?? 'inbox')],
  'clearings looked at': ({ late }) => [measure('ClearingsLate', undefined, number(late))],
  'ledger proved': ({ unfunded_fen, imbalance_fen, violations }) => [
    measure('UnfundedFen', undefined, number(unfunded_fen)),
    measure('LedgerImbalanceFen', undefined, number(imbalance_fen)),
    measure('LedgerViolations', undefined, number(violations)),
  ],
}

/**
 * Lines that dashboards count by area, which as metrics would cost by the area: a deployed function writes them at any
 * level.
 */
export const countedLines = [
  'case opened',
  'case waits',
  'case overdue',
  'case done',
  'task opened',
  'task decided',
] as const
/** One of them. */
export type CountedLine = (typeof countedLines)[number]

/**
 * Measures as lines of the embedded metric format: one line for all that belong to the same bundle, queue or partner,
 * counted under that name and in total. `atMs` in milliseconds of the epoch.
 */
export function emfLines(namespace: string, atMs: number, measures: readonly Measure[]): string[] {
  const lines = new Map<string, Measure[]>()
  for (const measure of measures) {
    const dimension = dimensionOf(measure)
    const key = dimension === undefined ? '' : `${dimension}=${measure.of}`
    lines.set(key, [...(lines.get(key) ?? []), measure])
  }
  return [...lines.values()].map((same) => emfLine(namespace, atMs, same))
}

function dimensionOf({ name, of }: Measure): string | undefined {
  const { by } = metrics[name]
  return by === 'none' || of === undefined ? undefined : by
}

function emfLine(Namespace: string, Timestamp: number, measures: readonly Measure[]): string {
  const [first] = measures
  const dimension = first && dimensionOf(first)
  const values = new Map<MetricName, number[]>()
  for (const { name, value } of measures) values.set(name, [...(values.get(name) ?? []), value])
  const Metrics = [...values.keys()].map((Name) => ({ Name, Unit: metrics[Name].unit }))
  return JSON.stringify({
    _aws: {
      Timestamp,
      CloudWatchMetrics: [{ Namespace, Dimensions: dimension === undefined ? [[]] : [[], [dimension]], Metrics }],
    },
    ...(dimension === undefined ? {} : { [dimension]: first?.of }),
    ...Object.fromEntries([...values].map(([name, list]) => [name, list.length === 1 ? list[0] : list])),
  })
}
