/** The capacity model as a page: `infra/capacity.md`. Pure. */
import {
  bytesAfter,
  type Crowds,
  crowdUnits,
  firstLoad,
  type KindUse,
  loadOf,
  proofAtMonthEnd,
  quotasToAsk,
  ratesAt,
  ratesOf,
  shares,
  warmFor,
  warmingCost,
  wholeRead,
} from './capacity.ts'
import { loadAt, percent, type Stage, sizes, sizesTable } from './capacity-sizes.ts'
import { batchSeconds, functionsBusy, functionsFor, laneEvents, readers, secondsUntil, takes } from './lane.ts'
import { fresh, limits } from './limits.ts'
import { type KindName, kinds, pace } from './province.ts'
import { number, table } from './table.ts'

/** Events an hour that the issue of capacity is measured by: the month's end of a province of 75 million. */
const yardstick = 2_000_000
/** The page. */
export function capacityReport(uses: readonly KindUse[], crowds: Crowds, stage: Stage): string {
  const sections: Readonly<Record<string, readonly string[]>> = {
    'By the size of a province': bySize(uses, stage),
    'What breaks first': breaks(uses),
    '2 million events of one kind in an hour': ofOneKind(uses, stage),
    '2,000 events a second of one partner': lane(uses, stage),
    Crowds: ofCrowds(uses, crowds),
    'The day it opens': opening(uses, stage),
    'What reads much': readings(uses),
    'What one of each kind takes': [kindsTable(uses)],
    'What is assumed': assumptions(),
  }
  return [
    '# How much it takes',
    '',
    'Written by `npm run capacity`; not by hand. Units, messages, bytes and the partitions that give them are counted in',
    'memory, a batch of ten of each kind; CPU is what `npm run bench -- lane` measured, rounded up; what is assumed stands at',
    'the end. List prices of us-east-1.',
    '',
    ...Object.entries(sections).flatMap(([title, lines]) => [`## ${title}`, '', ...lines, '']),
  ].join('\n')
}

function bySize(uses: readonly KindUse[], stage: Stage): string[] {
  return [
    sizesTable(uses, stage),
    '',
    'The busiest hour is the end of a month: contributions and credits of all come within two working days, in an hour in',
    'which the rest goes on as on any busy day. All persons are taken to be of one province and one area.',
  ]
}

function breaks(uses: readonly KindUse[]): string[] {
  const persons = 75_000_000
  const load = loadOf(ratesAt(ratesOf(uses, persons), yardstick), persons)
  const asked = quotasToAsk(loadAt(uses, sizes.at(-1) ?? 0))
  return [
    `At ${number(yardstick)} events an hour in the mix of the busiest hour, and calls of ${number(persons)} persons:`,
    '',
    table(
      ['limit', 'value', 'used', 'share', 'breaks at, events an hour', 'raised on request', 'source, as published'],
      shares(load).map(({ name, share }) => {
        const { what, value, raised, source } = limits[name]
        return [
          ...[what, number(value), number(load.used[name]), percent(share), number(yardstick / share)],
          ...[raised ? 'yes' : 'no', source],
        ]
      }),
    ),
    '',
    asked.length === 0
      ? 'No quota need be raised for 100 million persons.'
      : `Quotas to be raised for 100 million persons: ${asked.map(({ name, ask }) => `${limits[name].what}: ${number(ask)}`).join('; ')}.`,
    'The account of a stage needs as many functions at a time as its settings add up to (a test: 1,000 in production), for a',
    'lane that is slow holds many.',
  ]
}

function ofOneKind(uses: readonly KindUse[], { callsASecond, trailShards }: Stage): string[] {
  return [
    'All of one area, sent by one partner, all that follows from them in the same hour, clerks’ decisions too. No partition',
    'should take more than half of what DynamoDB gives one.',
    '',
    kindsAlone(uses),
    '',
    ...aboveHalf(uses),
    `A question at a desk writes a line of the audit trail: at the gateway's ${number(callsASecond)} calls a second ${number(callsASecond / trailShards)}`,
    `write units in each of its ${trailShards} partitions.`,
  ]
}

function kindsAlone(uses: readonly KindUse[]): string {
  return table(
    [
      'kind',
      'write units a second',
      'read units a second',
      'fullest partition, writes',
      'of 1,000',
      'reads',
      'of 3,000',
    ],
    uses.map((use) => {
      const { used, fullest } = atYardstick(use)
      return [
        ...[use.kind, number(used.tableWrites + used.dueWrites + used.listsWrites), number(used.tableReads)],
        ...[fullest.writes, percent(used.partitionWrites / limits.partitionWrites.value)],
        ...[fullest.reads, percent(used.partitionReads / limits.partitionReads.value)],
      ]
    }),
  )
}

/** What takes more than half of a partition at that rate, and why it is let be. */
function aboveHalf(uses: readonly KindUse[]): string[] {
  const found = uses.filter((use) =>
    shares(atYardstick(use)).some(({ name, share }) => name.startsWith('partition') && share > 0.5),
  )
  if (found.length === 0) return []
  return [`More than half: ${found.map(({ kind }) => kind).join(', ')}. No hour of a province is like that.`, '']
}

const atYardstick = (use: KindUse) => loadOf(ratesAt([{ use, aSecond: 1 }], yardstick), 0)

function lane(uses: readonly KindUse[], { allowed }: Stage): string[] {
  const line = (what: string, name: 'inbox' | 'worker') => [
    ...[what, number(takes[name].cpuMs), takes[name].waitMs, Math.round(1000 * batchSeconds(name))],
    ...[number(functionsBusy(name, laneEvents)), functionsFor(name, laneEvents), allowed[what] ?? 0],
    number(secondsUntil(functionsBusy(name, laneEvents))),
  ]
  return [
    `${laneEvents / 10} batches of ten a second. Lambda begins to read a queue with ${readers.first} functions and adds ${readers.moreAMinute} a minute, ${number(readers.most)} at most.`,
    '',
    table(
      [
        ...['', 'CPU ms an event', 'waits ms a batch', 'ms a batch', 'functions busy', 'twice that'],
        ...['allowed in production', 'seconds until they are there'],
      ],
      Object.keys(allowed).map((what) => line(what, what.startsWith('queue') ? 'inbox' : 'worker')),
    ),
    '',
    'The functions of a partner’s queue follow from its `rate` in `cdk.json`; who sends a month has 150,000 a minute there.',
    'A lane is not allowed many more than it needs: a back log would be worked off faster than the table can take it, and',
    'who waits in another lane would pay for it.',
    '',
    ...threeAtOnce(uses),
  ]
}

/** The tax office, the register and the hospitals at once, each with as many of the dearest that it sends over the days. */
function threeAtOnce(uses: readonly KindUse[]): string[] {
  const dearest = uses.filter(({ kind }) => (['contribution', 'spending', 'filing'] as KindName[]).includes(kind))
  const each = dearest.map(({ kind, writeUnits, messages }) => ({
    kind,
    units: (laneEvents * writeUnits) / messages.inbound,
  }))
  const together = each.reduce((sum, { units }) => sum + units, 0)
  return [
    `Three partners at once, each with 2,000 a second, write ${each.map(({ kind, units }) => `${number(units)} (${kind})`).join(', ')}: ${number(together)} units`,
    `a second, where a table has a quota of ${number(limits.tableWrites.value)}. Ask for ${number(Math.ceil(together / 10_000) * 10_000)} if that may happen; else the table refuses`,
    'some, which come again: nothing is lost, and an alarm rings (`table-throttled`).',
  ]
}

function ofCrowds(uses: readonly KindUse[], crowds: Crowds): string[] {
  const { table: units, due } = crowdUnits(crowds)
  const line = limits.partitionWrites.value / crowds.held.line
  const persons = 75_000_000
  const out = ratesAt(ratesOf(uses, persons), yardstick).reduce(
    (sum, { use, aSecond }) => sum + aSecond * use.messages.outbound,
    0,
  )
  return [
    `A million cases that fall due at one moment are woken ${number(pace.sweptASecond)} a second (decision 0064). While the lane \`steady\` keeps`,
    `up with that, the table takes ${number(units)} write units a second and the index \`due\` ${number(due)}; a new one gives ${number(fresh.writes)}.`,
    '',
    `What a hold keeps back stands in one line a queue, in the order decided: ${number(crowds.held.line)} units each, so that a line takes`,
    `${number(line)} messages a second. In the busiest hour of ${number(persons)} persons ${number(out)} leave for all partners together.`,
  ]
}

function opening(uses: readonly KindUse[], { warm }: Stage): string[] {
  const partners = 2
  const needed = warmFor(uses, partners * laneEvents)
  return [
    'A province is told of for the first time: who its people are, where they are insured, their months, their accounts.',
    '',
    table(
      ['persons', 'events', 'write units', 'hours, two partners at 2,000 a second each', 'dollars'],
      sizes.map((persons) => {
        const { events, writeUnits, dollars } = firstLoad(uses, persons)
        return [persons, events, writeUnits, events / (partners * laneEvents) / 3600, dollars].map((value) =>
          number(value),
        )
      }),
    ),
    '',
    `At that rate the table gives ${number(needed.writes)} write units a second and ${number(needed.reads)} read units; a new one gives ${number(fresh.writes)} and ${number(fresh.reads)}.`,
    `Production warms it to ${number(warm.table.writes)} and ${number(warm.table.reads)}, the index \`due\` to ${number(warm.due.writes)} write units and \`lists\` to ${number(warm.lists.writes)}, so that`,
    'any one kind may come from the first day on (`warm` in `cdk.json`, decision 0066). Paid once:',
    `${number(Object.values(warm).reduce((sum, place) => sum + warmingCost(place), 0))} dollars, if a day of as many provisioned units is charged, which could not be checked.`,
  ]
}

function readings(uses: readonly KindUse[]): string[] {
  return [
    'Each hour the ledger is proved by who moved money in it, in as many of its four runs as that takes (decision 0065); beyond',
    'that it falls behind, and catches up. `npm run prove` reads the whole table, page after page,',
    '`npm run restore` twice (what left for the bank since, and the proof of the new table): here each reading after a year.',
    '',
    table(
      [
        ...['persons', 'seconds of proof in the busiest hour', 'of', 'behind after the month’s end, hours'],
        ...['GB', 'hours to read all', 'dollars'],
      ],
      sizes.map((persons) => {
        const proof = proofAtMonthEnd(persons)
        const bytes = bytesAfter(uses, persons, 1)
        const { hours, dollars } = wholeRead(bytes)
        const figures = [persons, proof.seconds, proof.has, proof.behind, bytes / 1e9, hours, dollars]
        return figures.map((value) => number(value))
      }),
    ),
  ]
}

function kindsTable(uses: readonly KindUse[]): string {
  return table(
    ['kind', 'a year and person', 'commits', 'write units', 'read units', 'in', 'own', 'out', 'kept, bytes'],
    uses.map(({ kind, commits, writeUnits, readUnits, messages, storedBytes }) => [
      ...[kind, number(kinds[kind].aYear), commits, writeUnits, number(readUnits)],
      ...[messages.inbound, messages.own, messages.outbound, storedBytes],
    ]),
  )
}

function assumptions(): string[] {
  const { monthEndHours, workingDays, callsACase, callsAPerson, questionsAVisit } = pace
  return [
    ...Object.entries(kinds).map(([kind, { basis }]) => `- ${kind}: ${basis}.`),
    `- The month’s end takes ${monthEndHours} hours; all else comes on ${workingDays} days, an eighth of a day's in one hour.`,
    `- Calls: ${callsACase} a case, ${callsAPerson} a person and year beside, ${questionsAVisit} questions at a desk for each visit elsewhere.`,
    '- Parameters set by operators are known to every process that has run for some seconds: it reads their version, a unit a',
    '  batch or call, and the rows only when one was set.',
    '- National figures from memory of the published reports; none was looked up again.',
  ]
}
