/** Alarms of the system as a whole; those of single queues, functions and partners are raised where these are made. */
import { type Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { MetricName } from '../shared/metrics.ts'
import { tableDefinition } from '../shared/table/definition.ts'
import { type Alarms, fiveMinutes, hour, minute, oneDay, ownMetric, percentOf } from './constructs/alarms.ts'
import type { Door } from './constructs/doors/door.ts'
import { rejectedAlarm } from './constructs/partner.ts'
import type { WorkQueue } from './constructs/queue.ts'
import type { Store } from './constructs/store.ts'
import type { TaskFunction } from './constructs/task-function.ts'
import type { Settings } from './settings.ts'

const fenPerYuan = 100

/** Alarms of the whole that a bad release rings: of its answers, and of what it does to cases. */
export interface ReleaseAlarms {
  readonly api: readonly Alarm[]
  readonly cases: readonly Alarm[]
}

/** What of the system is watched, and where its alarms go. */
interface Watched {
  readonly settings: Settings
  readonly alarms: Alarms
  readonly store: Store
  readonly functions: Readonly<Record<'clock' | 'proof', TaskFunction>>
  readonly queues: Readonly<Record<'inbox', WorkQueue>>
}

/** Adds them. */
export function watchSystem(system: Watched, door: Door, privateDoor?: FailingDoor): ReleaseAlarms {
  const { alarms, settings } = system
  const api = [...watchDoor(alarms, door), ...(privateDoor ? [watchErrors(alarms, 'private-api', privateDoor)] : [])]
  const cases = watchCases(alarms, settings)
  watchMoney(alarms, settings)
  watchClock(system)
  watchTable(system)
  watchAccount(system)
  rejectedAlarm(alarms, settings, 'inbox', system.queues.inbox.queue)
  return { api, cases }
}

/** What tells of a door that it fails. */
type FailingDoor = Pick<Door, 'serverErrors' | 'calls'>

function watchErrors(alarms: Alarms, name: string, door: FailingDoor): Alarm {
  return alarms.add('api-failing', name, {
    what: 'One call in a hundred ends in an error of ours.',
    metric: percentOf(door.serverErrors, door.calls),
    threshold: 1,
    periods: 2,
  })
}

function watchDoor(alarms: Alarms, door: Door): Alarm[] {
  const failing = watchErrors(alarms, 'api', door)
  alarms.add('api-slow', 'api', {
    what: 'One call in a hundred takes longer than three seconds.',
    metric: door.latency,
    threshold: 3000,
    periods: 3,
  })
  if (!door.refused) return [failing]
  alarms.add('calls-blocked', 'api', {
    what: 'The web ACL blocks one call in twenty: an attack, or a platform that is taken for one.',
    metric: percentOf(door.refused.blocked, door.refused.allowed),
    threshold: 5,
    periods: 3,
  })
  return [failing]
}

function watchCases(alarms: Alarms, settings: Settings): Alarm[] {
  alarms.add('cases-overdue', 'cases', {
    what: 'Cases are past their time limit.',
    metric: ownMetric(settings, 'CasesOverdue', 'Sum').with({ period: hour }),
    threshold: 1,
  })
  alarms.add('policy-missing', 'cases', {
    what: 'Cases wait for a policy value or a calendar that nobody has entered.',
    metric: ownMetric(settings, 'PolicyMissing', 'Sum').with({ period: hour }),
    threshold: 1,
  })
  const stopped = alarms.add('chain-stopped', 'cases', {
    what: 'A chain that never came to rest was stopped; its case waits for an operator.',
    metric: ownMetric(settings, 'ChainsStopped', 'Sum').with({ period: hour }),
    threshold: 1,
  })
  alarms.add('events-unmet', 'events', {
    what: 'Events have waited an hour for what they need.',
    metric: ownMetric(settings, 'EventsUnmet', 'Sum').with({ period: hour }),
    threshold: 20,
  })
  const unreadable = alarms.add('item-unreadable', 'items', {
    what: 'An item of the table cannot be read; the person it belongs to waits.',
    metric: ownMetric(settings, 'ItemsUnreadable', 'Sum').with({ period: hour }),
    threshold: 1,
  })
  alarms.add('audit-changed', 'lines', {
    what: 'Somebody changed or took away lines of the audit trail in the table.',
    metric: ownMetric(settings, 'AuditLinesChanged', 'Sum'),
    threshold: 1,
  })
  alarms.add('message-refused', 'messages', {
    what: 'A queue refused a message for good; it was set aside and waits for an operator.',
    metric: ownMetric(settings, 'MessagesRefused', 'Sum'),
    threshold: 1,
  })
  return [stopped, unreadable]
}

/** Found by the hourly proof; an alarm stays as it is until the next one. */
function watchMoney(alarms: Alarms, settings: Settings): void {
  const found = (name: MetricName) => ({
    metric: ownMetric(settings, name, 'Maximum').with({ period: hour }),
    silence: 'same' as const,
  })
  alarms.add('ledger-unbalanced', 'sums', {
    what: 'Debit and credit differ. Nothing may be paid out until it is known why.',
    ...found('LedgerImbalanceFen'),
    threshold: 1,
  })
  alarms.add('ledger-unbalanced', 'violations', {
    what: 'Balances and entries contradict each other. Nothing may be paid out until it is known why.',
    ...found('LedgerViolations'),
    threshold: 1,
  })
  alarms.add('ledger-unbalanced', 'not-proved', {
    what: 'The ledger was not proved for a day.',
    metric: ownMetric(settings, 'LedgerViolations', 'SampleCount').with({ period: oneDay }),
    threshold: 1,
    below: true,
    silence: 'bad',
  })
  alarms.add('clearing-not-settled', 'clearing', {
    what: 'A clearing is two days old and not settled.',
    ...found('ClearingsLate'),
    threshold: 1,
  })
  alarms.add('unfunded-high', 'clearing', {
    what: `Claims not cleared yet exceed ${settings.unfundedYuan} yuan.`,
    ...found('UnfundedFen'),
    threshold: settings.unfundedYuan * fenPerYuan,
  })
}

function watchClock({ alarms, functions }: Watched): void {
  alarms.add('clock-stopped', 'clock', {
    what: 'No sweep has begun for five minutes: nothing falls due.',
    metric: functions.clock.fn.metricInvocations({ period: minute, statistic: 'Sum' }),
    threshold: 1,
    below: true,
    periods: 5,
    silence: 'bad',
  })
  const { fn, spec } = functions.proof
  alarms.add('proof-slow', 'proof', {
    what: 'The proof of the ledger takes more than three quarters of the time there is.',
    metric: fn.metricDuration({ period: oneDay, statistic: 'Maximum' }),
    threshold: 0.75 * spec.timeout * 1000,
    silence: 'same',
  })
}

/** A table's own numbers say nothing of its indexes: each is asked apart. */
function watchTable({ alarms, settings, store }: Watched): void {
  const { tableName: TableName } = store.table
  const of = (metricName: string, more: Record<string, string> = {}, statistic = 'Sum') => {
    const dimensionsMap = { TableName, ...more }
    return new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap, period: fiveMinutes, statistic })
  }
  const indexes = (tableDefinition('').GlobalSecondaryIndexes ?? []).map(({ IndexName }) => String(IndexName))
  for (const index of [undefined, ...indexes]) {
    const where = index === undefined ? {} : { GlobalSecondaryIndexName: index }
    for (const kind of ['Read', 'Write']) {
      alarms.add('table-throttled', `${kind}ThrottleEvents${index ? `-${index}` : ''}`, {
        what: `The ${index ? `index ${index} of the table` : 'table'} refuses one request in a hundred.`,
        metric: percentOf(of(`${kind}ThrottleEvents`, where), of(`Consumed${kind}CapacityUnits`, where)),
        threshold: 1,
        periods: 2,
      })
    }
  }
  const commits = of('SuccessfulRequestLatency', { Operation: 'TransactWriteItems' }, 'SampleCount')
  alarms.add('conflicts', 'commits', {
    what: 'One commit in twenty, and five hundred, lose their race for a file.',
    metric: percentOf(ownMetric(settings, 'Conflicts', 'Sum'), commits, 500),
    threshold: 5,
    periods: 3,
  })
  alarms.add('conflicts', 'transactions', {
    what: 'One transaction in ten meets another that writes the same.',
    metric: percentOf(of('TransactionConflict'), commits),
    threshold: 10,
    periods: 3,
  })
}

/** What the account grants to all that live in it, and whether alarms leave it. */
function watchAccount({ alarms, settings }: Watched): void {
  const reserved = Object.values(settings.reservedConcurrency).reduce((sum, one) => sum + one, 0)
  const share = 0.8
  alarms.add('concurrency-high', 'account', {
    what: 'Functions without a share of their own use four fifths of what the account has for them.',
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'UnreservedConcurrentExecutions',
      period: minute,
      statistic: 'Maximum',
    }),
    threshold: share * (settings.accountConcurrency - reserved),
    periods: 5,
  })
  alarms.add('keys-throttled', 'account', {
    what: 'Four fifths of the requests that KMS takes of this account are used.',
    metric: new Metric({
      namespace: 'AWS/Usage',
      metricName: 'CallCount',
      dimensionsMap: { Service: 'KMS', Type: 'API', Resource: 'CryptographicOperationsSymmetric', Class: 'None' },
      period: minute,
      statistic: 'Sum',
    }),
    threshold: share * settings.kmsRate * 60,
    periods: 3,
  })
  alarms.add('alarms-lost', 'topic', {
    what: 'Messages of alarms do not reach a receiver.',
    metric: alarms.topic.metricNumberOfNotificationsFailed({ period: fiveMinutes, statistic: 'Sum' }),
    threshold: 1,
  })
}
