/** The cost model as a page: `infra/cost.md`. Pure. */
import {
  assumed,
  type CaseCost,
  type CaseUse,
  expressCost,
  ourCost,
  type Standing,
  standardCost,
  standingCost,
} from './model.ts'
import { table } from './table.ts'

const volumes = [1_000, 1_000_000, 100_000_000]
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const dollars = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toLocaleString('en-US', { maximumFractionDigits: 2 })
/** Dollars for a thousand cases. */
const thousand = (value: number) => (value * 1000).toFixed(4)

/** The page. */
export function costReport(uses: readonly CaseUse[], standing: Standing): string {
  return [
    '# What it costs',
    '',
    'Written by `npm run cost` from measured and counted figures; not by hand. List prices of us-east-1 in dollars, without',
    'free tiers (`infra/cost/prices.ts`; those of the China regions could not be checked).',
    '',
    '## What a plain case takes',
    '',
    'Measured by `npm run bench` (read units, CPU on that machine) and counted in memory (the rest). Write units are reckoned',
    'from what is written: two a kilobyte and item of a transaction, one for each index entry that comes or goes.',
    '',
    useTable(uses),
    '',
    '## What a thousand cases cost',
    '',
    partsTable(uses),
    '',
    'Beside Step Functions, the same chains at the same prices and with the same registers:',
    '',
    enginesTable(uses),
    '',
    '## What a year costs',
    '',
    'All bundles in equal shares, and what stands whether cases come or not.',
    '',
    yearTable(uses, standing),
    '',
    '## What stands',
    '',
    table(
      ['a year', 'dollars'],
      Object.entries(standingCost(standing)).map(([name, value]) => [name, dollars(value)]),
    ),
    '',
    ...assumptions(),
    '',
  ].join('\n')
}

function useTable(uses: readonly CaseUse[]): string {
  const head = [
    'bundle',
    'commits',
    'write units',
    'read units',
    'CPU ms',
    'transitions',
    'messages in',
    'own',
    'out',
    'kept, bytes',
  ]
  return table(
    head,
    uses.map(({ bundle, commits, writeUnits, readUnits, cpuMs, transitions, messages, storedBytes }) => [
      ...[bundle, commits, writeUnits, readUnits, cpuMs, transitions],
      ...[messages.inbound, messages.own, messages.outbound, storedBytes],
    ]),
  )
}

function partsTable(uses: readonly CaseUse[]): string {
  const parts = ['table', 'storage', 'queues', 'functions', 'api', 'logs', 'total'] as const
  return table(
    ['bundle', ...parts],
    uses.map((use) => {
      const cost = ourCost(use)
      return [use.bundle, ...parts.map((part) => thousand(cost[part]))]
    }),
  )
}

const engines: readonly (readonly [string, (use: CaseUse) => CaseCost])[] = [
  ['ours', ourCost],
  ['Express', expressCost],
  ['Standard', standardCost],
]

function enginesTable(uses: readonly CaseUse[]): string {
  return table(
    ['bundle', ...engines.map(([name]) => name), 'Standard ÷ ours'],
    uses.map((use) => [
      use.bundle,
      ...engines.map(([, cost]) => thousand(cost(use).total)),
      (standardCost(use).total / ourCost(use).total).toFixed(1),
    ]),
  )
}

function yearTable(uses: readonly CaseUse[], standing: Standing): string {
  const fixed = Object.values(standingCost(standing)).reduce((sum, value) => sum + value, 0)
  return table(
    ['cases a year', ...engines.map(([name]) => name)],
    volumes.map((volume) => [
      volume.toLocaleString('en-US'),
      ...engines.map(([, cost]) => dollars(volume * mean(uses.map((use) => cost(use).total)) + fixed)),
    ]),
  )
}

function assumptions(): string[] {
  const { requestsAMessage, apiCalls, waitMs, logBytes, stepMs } = assumed
  return [
    '## What is assumed',
    '',
    `- A message costs ${requestsAMessage} requests and one call of a function. In a flood batches of ten make it less.`,
    `- Citizens and clerks make ${apiCalls} calls a case, through the REST API and the web ACL; an HTTP API costs a third.`,
    `- A call waits ${waitMs} ms for the table and queues and writes ${logBytes} bytes of log. CPU was measured on x86.`,
    `- On Step Functions each transition is a function of ${stepMs} ms, as these engines want it. They are given our table`,
    '  writes for nothing more, and no history to keep: at its kindest, and still each step is paid for.',
    '- Not in it: data that leaves the region, support, taxes, the proof of the ledger (infra/decisions/0065), KMS requests (a',
    '  data key serves an hour).',
  ]
}
