/** A dashboard for each bundle: what comes in, how its cases fare, what holds it up. */
import { Dashboard, GraphWidget, type IWidget, SingleValueWidget, TextWidget, Unit } from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'
import type { MetricName } from '../../shared/metrics.ts'
import { type ChainQueue, chainQueues } from '../../shared/queues.ts'
import type { Settings } from '../settings.ts'
import { fiveMinutes, ownMetric } from './alarms.ts'
import type { WorkQueue } from './queue.ts'
import type { TaskFunction } from './task-function.ts'

const width = 12

/** One dashboard for each chain queue; those of bundles show their cases as well. */
export class Dashboards extends Construct {
  constructor(
    scope: Construct,
    settings: Settings,
    queues: Readonly<Record<ChainQueue, WorkQueue>>,
    workers: Readonly<Record<ChainQueue, TaskFunction>>,
  ) {
    super(scope, 'Dashboards')
    for (const name of chainQueues) {
      const widgets = [...casesOf(settings, name), ...flowOf(settings, queues[name], workers[name])]
      new Dashboard(this, name, { dashboardName: `${settings.prefix}-${name}`, widgets: rowsOf(widgets) })
    }
  }
}

function casesOf(settings: Settings, name: ChainQueue): IWidget[] {
  if (name === 'registers') return []
  if (name === 'clearing') return moneyOf(settings)
  const of = { bundle: name }
  const sum = (metric: MetricName, label: string) => ownMetric(settings, metric, 'Sum', of).with({ label })
  const seconds = (statistic: string) => ownMetric(settings, 'CaseSeconds', statistic, of).with({ unit: Unit.SECONDS })
  return [
    new GraphWidget({
      title: '办件 cases',
      width,
      left: [sum('CasesOpened', '新开 opened'), sum('CasesDone', '办结 done'), sum('CasesOverdue', '超期 overdue')],
    }),
    new GraphWidget({ title: '办结用时 time to completion', width, left: [seconds('p50'), seconds('p99')] }),
    new SingleValueWidget({ title: '缺参数 policy missing', width, metrics: [sum('PolicyMissing', '次 times')] }),
  ]
}

function moneyOf(settings: Settings): IWidget[] {
  return [
    new GraphWidget({
      title: '未清算（分）unfunded, fen',
      width,
      left: [ownMetric(settings, 'UnfundedFen', 'Maximum')],
    }),
    new SingleValueWidget({
      title: '账不平（分）ledger imbalance, fen · 逾期清算 clearings late',
      width,
      metrics: [ownMetric(settings, 'LedgerImbalanceFen', 'Maximum'), ownMetric(settings, 'ClearingsLate', 'Maximum')],
    }),
  ]
}

function flowOf(settings: Settings, { queue, deadLetters, shortName }: WorkQueue, { fn }: TaskFunction): IWidget[] {
  const period = { period: fiveMinutes }
  const of = { queue: shortName }
  return [
    new GraphWidget({
      title: '队列 queue',
      width,
      left: [
        queue.metricNumberOfMessagesSent(period),
        queue.metricApproximateNumberOfMessagesVisible(period),
        deadLetters.metricApproximateNumberOfMessagesVisible({ ...period, label: '死信 dead letters' }),
      ],
      right: [queue.metricApproximateAgeOfOldestMessage(period)],
    }),
    new GraphWidget({
      title: '函数 function',
      width,
      left: [fn.metricInvocations(period), fn.metricErrors(period), fn.metricThrottles(period)],
      right: [fn.metricDuration({ ...period, statistic: 'p99' })],
    }),
    new GraphWidget({
      title: '重来与等待 conflicts, parked, unmet',
      width,
      left: [
        ownMetric(settings, 'Conflicts', 'Sum', of),
        ownMetric(settings, 'EventsParked', 'Sum', of),
        ownMetric(settings, 'EventsUnmet', 'Sum', of),
      ],
    }),
    new TextWidget({
      width,
      height: 3,
      markdown: `死信处理 dead letters: \`npm run redrive -- ${shortName}\` · infra/runbooks/dead-letters.md`,
    }),
  ]
}

/** Two widgets a row. */
function rowsOf(widgets: readonly IWidget[]): IWidget[][] {
  return widgets.flatMap((widget, index) => (index % 2 === 0 ? [[widget, ...widgets.slice(index + 1, index + 2)]] : []))
}
