/** Dashboards: how cases fare, what comes in by the lanes and what holds it up, and money. */
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  MathExpression,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'
import type { CountedLine, MetricName } from '../../shared/metrics.ts'
import { type Lane, lanes } from '../../shared/queues.ts'
import type { Settings } from '../settings.ts'
import { fiveMinutes, ownMetric } from './alarms.ts'
import type { WorkQueue } from './queue.ts'
import type { TaskFunction } from './task-function.ts'

const width = 12

/**
 * What there is to see: the cases of all bundles, the lanes, and money. Which bundles there are is found in the numbers
 * themselves, so that one more bundle changes nothing here.
 */
export class Dashboards extends Construct {
  constructor(
    scope: Construct,
    settings: Settings,
    queues: Readonly<Record<Lane, WorkQueue>>,
    workers: Readonly<Record<Lane, TaskFunction>>,
    /** Of all that commit: they tell of every case. */
    logGroupNames: readonly string[],
  ) {
    super(scope, 'Dashboards')
    const flow = lanes.flatMap((lane) => flowOf(settings, queues[lane], workers[lane]))
    const shown = {
      cases: casesOf(settings),
      areas: areasOf(logGroupNames),
      lanes: flow,
      money: moneyOf(settings),
    }
    for (const [name, widgets] of Object.entries(shown)) {
      new Dashboard(this, name, { dashboardName: `${settings.prefix}-${name}`, widgets: rowsOf(widgets) })
    }
  }
}

function casesOf(settings: Settings): IWidget[] {
  const graph = (title: string, metric: MetricName, statistic = 'Sum') =>
    new GraphWidget({ title, width, left: [ofEachBundle(settings, metric, statistic)] })
  return [
    graph('新开办件 cases opened', 'CasesOpened'),
    graph('办结 cases done', 'CasesDone'),
    graph('超期 overdue', 'CasesOverdue'),
    graph('缺参数 policy missing', 'PolicyMissing'),
    graph('办理中止 chains stopped', 'ChainsStopped'),
    graph('办结用时（秒，半数）time to completion, p50', 'CaseSeconds', 'p50'),
    graph('办结用时（秒，百分之九十九）time to completion, p99', 'CaseSeconds', 'p99'),
  ]
}

const mostFirst = ['sort n desc', 'limit 20']

/** By area and by what is waited for, counted from the log: a metric for each area would cost by the area. */
const ofAreas: Readonly<Record<string, readonly [line: CountedLine, ...query: string[]]>> = {
  '各业务开办 opened by bundle': ['case opened', 'stats count(*) as n by bundle'],
  '各业务办结 ended by bundle': ['case done', 'stats count(*) as n by bundle, status'],
  '各地开办，前二十 opened by area': ['case opened', 'stats count(*) as n by admdvs', ...mostFirst],
  '各地办结，前二十 ended by area': ['case done', 'stats count(*) as n by admdvs', ...mostFirst],
  '各业务用时（小时）hours to the end': [
    'case done',
    'stats pct(hours, 50) as p50, pct(hours, 95) as p95, max(hours) as longest by bundle',
  ],
  '各地用时（小时），最慢的二十 slowest areas': [
    'case done',
    'stats count(*) as n, pct(hours, 50) as p50, pct(hours, 95) as p95 by admdvs',
    'sort p95 desc',
    'limit 20',
  ],
  '开始等待：等谁、等什么 waits begun': [
    'case waits',
    'stats count(*) as n by bundle, actor, waiting_for',
    ...mostFirst,
  ],
  '过了期限还没有办完，最久的二十 oldest waiting': [
    'case overdue',
    'stats max(hours) as oldest, count(*) as n by bundle, admdvs',
    'sort oldest desc',
    'limit 20',
  ],
  '各地交办，前二十 tasks opened': ['task opened', 'stats count(*) as n by admdvs, owner', ...mostFirst],
  '各地超期办理的待办，前二十 tasks decided late': [
    'task decided',
    'stats sum(late) as overdue, count(*) as n, pct(hours, 50) as p50, pct(hours, 95) as p95 by admdvs',
    'sort overdue desc',
    'limit 20',
  ],
}

function areasOf(logGroupNames: readonly string[]): IWidget[] {
  return Object.entries(ofAreas).map(([title, [line, ...query]]) => {
    const queryLines = [`filter message = '${line}'`, ...query]
    const view = LogQueryVisualizationType.TABLE
    return new LogQueryWidget({ title, width, height: 8, view, logGroupNames: [...logGroupNames], queryLines })
  })
}

/** A line for each bundle that has such numbers. */
function ofEachBundle({ prefix }: Settings, metric: MetricName, statistic: string): IMetric {
  const seconds = fiveMinutes.toSeconds()
  const expression = `SEARCH('{"${prefix}",bundle} MetricName="${metric}"', '${statistic}', ${seconds})`
  return new MathExpression({ expression, usingMetrics: {}, label: '', period: fiveMinutes })
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
      title: `队列 lane ${shortName}`,
      width,
      left: [
        queue.metricNumberOfMessagesSent(period),
        queue.metricApproximateNumberOfMessagesVisible(period),
        deadLetters.metricApproximateNumberOfMessagesVisible({ ...period, label: '死信 dead letters' }),
      ],
      right: [queue.metricApproximateAgeOfOldestMessage(period)],
    }),
    new GraphWidget({
      title: `函数 worker ${shortName}`,
      width,
      left: [fn.metricInvocations(period), fn.metricErrors(period), fn.metricThrottles(period)],
      right: [fn.metricDuration({ ...period, statistic: 'p99' })],
    }),
    new GraphWidget({
      title: `重来与等待 ${shortName}: conflicts, parked, unmet`,
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
