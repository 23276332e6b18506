/** The whole system as one stack: a table, what is kept apart of it, queues, functions, a door, schedules, partners, alarms. */

import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Code } from 'aws-cdk-lib/aws-lambda'
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Tags, Token } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { type FunctionName, functionNames } from '../functions/runtime.ts'
import { type Lane, lanes, partnerQueues, type SingleQueue, singleQueues } from '../shared/queues.ts'
import type { Scheme } from './cli/keys.ts'
import { Alarms } from './constructs/alarms.ts'
import { Archive } from './constructs/archive.ts'
import { codeOf } from './constructs/code.ts'
import { Copies } from './constructs/copies.ts'
import { Dashboards } from './constructs/dashboards.ts'
import type { ApiFunctions, Door } from './constructs/doors/door.ts'
import { Edge } from './constructs/doors/edge.ts'
import { HttpDoor } from './constructs/doors/http-door.ts'
import { PrivateDoor } from './constructs/doors/private-door.ts'
import { RestDoor } from './constructs/doors/rest-door.ts'
import { Logs } from './constructs/logs.ts'
import { checkPartners, Partner, sendersOf } from './constructs/partner.ts'
import { readByFunction, readByPartner, WorkQueue } from './constructs/queue.ts'
import { Records } from './constructs/records.ts'
import { Rollout } from './constructs/rollout.ts'
import { Store } from './constructs/store.ts'
import { TaskFunction } from './constructs/task-function.ts'
import { functionSpecs } from './functions.ts'
import { acknowledge } from './nag.ts'
import type { Settings } from './settings.ts'
import { type ReleaseAlarms, watchSystem } from './system-alarms.ts'

/** Functions at work at a time on what is left in a queue of the release before. */
const drainConcurrency = 5

/** The stack of one stage. */
export class MianshenStack extends Stack {
  readonly settings: Settings
  readonly store: Store
  readonly archive: Archive
  readonly alarms: Alarms
  readonly logs: Logs
  readonly queues: Readonly<Record<SingleQueue, WorkQueue>>
  readonly functions: Readonly<Record<Exclude<FunctionName, 'worker' | 'records'>, TaskFunction>>
  readonly records: Records
  readonly workers: Readonly<Record<Lane, TaskFunction>>
  readonly messageKey: Key

  constructor(scope: Construct, settings: Settings, props: StackProps = {}) {
    super(scope, settings.prefix, {
      ...props,
      description: `Medical insurance services that find the person (${settings.stage})`,
      terminationProtection: settings.keepData,
    })
    checkPartners(settings.partners)
    this.settings = settings
    Tags.of(this).add('system', 'mianshen')
    Tags.of(this).add('stage', settings.stage)
    this.messageKey = this.makeMessageKey()
    this.store = new Store(this, settings)
    if (settings.copies) new Copies(this, settings, this.store.table.tableArn, settings.copies)
    this.archive = new Archive(this, settings)
    this.alarms = new Alarms(this, settings, this.messageKey)
    this.logs = new Logs(this, settings)
    this.queues = this.makeQueues()
    const codes = this.makeCodes()
    this.workers = this.makeWorkers(codes)
    this.drainFormerQueues()
    this.functions = this.makeFunctions(codes)
    for (const part of [this.functions.inbox, this.functions.agency, this.functions.pages]) this.archive.takesFrom(part)
    this.records = new Records(this, codes.records, this)
    this.functions.inbox.reads(this.queues.inbox, settings.maxConcurrency.inbox)
    this.functions.inbox.watchMessages(this, 'inbox')
    this.scheduleClock()
    this.scheduleProof()
    const door = this.makeDoor()
    const privateDoor = this.makePrivateDoor()
    const { citizen, agency, pages } = this.functions
    const committing = [...Object.values(this.workers), citizen, agency, pages]
    new Dashboards(
      this,
      settings,
      this.queues,
      this.workers,
      committing.map(({ fn }) => fn.logGroup.logGroupName),
    )
    this.rollOut(watchSystem(this, door, privateDoor))
    this.addPartners()
    this.tell(door, privateDoor)
  }

  /** Separate from the table's key, so that no partner has any part in that one. */
  private makeMessageKey(): Key {
    return new Key(this, 'MessageKey', {
      alias: `${this.settings.prefix}-messages`,
      description: 'Encrypts queues and alarms; partners use it through SQS',
      enableKeyRotation: true,
      removalPolicy: this.settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
  }

  private makeQueues(): Record<SingleQueue, WorkQueue> {
    const reading = (name: SingleQueue) => {
      if ((partnerQueues as readonly string[]).includes(name)) return readByPartner
      return readByFunction(functionSpecs[name === 'inbox' ? 'inbox' : 'worker'].timeout)
    }
    const made = singleQueues.map((name) => [name, new WorkQueue(this, name, reading(name), this)])
    return Object.fromEntries(made) as Record<SingleQueue, WorkQueue>
  }

  /** One bundle for each code, however many functions run it. */
  private makeCodes(): Record<FunctionName, Code> {
    const senders = sendersOf(this.settings.partners)
    return Object.fromEntries(functionNames.map((name) => [name, codeOf(name, senders)])) as Record<FunctionName, Code>
  }

  private makeWorkers(codes: Record<FunctionName, Code>): Record<Lane, TaskFunction> {
    const made = lanes.map((lane) => {
      const worker = new TaskFunction(this, { name: 'worker', as: `worker-${lane}`, code: codes.worker }, this)
      worker.reads(this.queues[lane], this.settings.maxConcurrency[lane])
      worker.watchMessages(this, lane)
      return [lane, worker]
    })
    return Object.fromEntries(made) as Record<Lane, TaskFunction>
  }

  /** Nothing is sent to them any more: what is left in them is worked on beside everything else. */
  private drainFormerQueues(): void {
    for (const name of this.settings.drain) {
      const former = new WorkQueue(this, name, readByFunction(functionSpecs.worker.timeout), this)
      this.workers.steady.reads(former, drainConcurrency)
    }
  }

  private makeFunctions(codes: Record<FunctionName, Code>) {
    const reserved: Partial<Record<FunctionName, number>> = this.settings.reservedConcurrency
    const make = (name: Exclude<FunctionName, 'worker' | 'records'>, environment: Record<string, string> = {}) =>
      new TaskFunction(this, { name, as: name, code: codes[name], reserved: reserved[name], environment }, this)
    const takesIn = { ARCHIVE_BUCKET: this.archive.bucket.bucketName }
    return {
      inbox: make('inbox', takesIn),
      clock: make('clock'),
      citizen: make('citizen'),
      agency: make('agency', takesIn),
      desk: make('desk'),
      pages: make('pages', takesIn),
      proof: make('proof'),
    }
  }

  /** Every minute. A sweep that was missed is not made up for: the next one finds the same. */
  private scheduleClock(): void {
    this.schedule('EveryMinute', 'clock', {
      description: 'Wakes what has fallen due',
      schedule: Schedule.rate(Duration.minutes(1)),
      retry: { retryAttempts: 0, maxEventAge: Duration.minutes(1) },
    })
  }

  /**
   * Every quarter of an hour its share of the proof, which begins anew each hour: at a month's end one run is not enough. The id is of when it was every night: with another, CloudFormation would make a
   * second rule of this name before it takes the first away, and fail.
   */
  private scheduleProof(): void {
    this.schedule('EveryNight', 'proof', {
      description: 'Proves the ledger and looks at the clearings',
      schedule: Schedule.cron({ minute: '0/15' }),
      retry: { retryAttempts: 2, maxEventAge: Duration.minutes(30) },
    })
  }

  private schedule(
    id: string,
    name: 'clock' | 'proof',
    what: { description: string; schedule: Schedule; retry: { retryAttempts: number; maxEventAge: Duration } },
  ): void {
    const rule = new Rule(this, id, {
      ruleName: `${this.settings.prefix}-${name}`,
      description: what.description,
      schedule: what.schedule,
      enabled: !this.settings.paused,
      targets: [new LambdaFunction(this.functions[name].live, what.retry)],
    })
    acknowledge(
      rule,
      'Serverless-EventBusDLQ',
      'What did not begin in time is worth nothing later; it begins again by itself, and an alarm tells of silence.',
    )
  }

  private makeDoor(): Door {
    const { citizen, agency, desk, pages } = this.functions
    const behind: ApiFunctions = { citizen, agency, desk, pages }
    return this.settings.webAcl
      ? new RestDoor(this, this.settings, behind, this.logs)
      : new HttpDoor(this, this.settings, behind, this.logs)
  }

  private makePrivateDoor(): PrivateDoor | undefined {
    const { settings, logs, functions } = this
    const ids = settings.privateDoor?.vpcEndpointIds
    return ids && new PrivateDoor(this, settings, ids, { functions, logs })
  }

  /** A paused stage serves nobody: nothing could be learnt from some of its calls. */
  private rollOut({ api, cases }: ReleaseAlarms): void {
    const { rollout, paused } = this.settings
    if (rollout === 'at-once' || paused) return
    const { inbox, clock, proof, citizen, agency, desk, pages } = this.functions
    new Rollout(this, this.settings.prefix, rollout, [
      ...[inbox, clock, proof, this.records.part].map((part) => ({ part, alarms: part.alarms })),
      ...[citizen, agency, desk, pages].map((part) => ({ part, alarms: [...part.alarms, ...api] })),
      ...Object.values(this.workers).map((part) => ({ part, alarms: [...part.alarms, ...cases] })),
    ])
  }

  private addPartners(): void {
    const { settings, messageKey, alarms, queues, functions } = this
    const context = { settings, messageKey, alarms, outbound: queues, inbox: functions.inbox }
    for (const entry of settings.partners) {
      const { inbound, reads, receipts } = new Partner(this, entry, context)
      if (inbound) this.output(`Partner-${entry.id}-sends-to`, inbound.queue.queueUrl)
      if (receipts) this.output(`Partner-${entry.id}-receipts`, receipts.queue.queueUrl)
      for (const name of reads) this.output(`Partner-${entry.id}-reads-${name}`, queues[name].queue.queueUrl)
    }
  }

  /** What a front end, a partner and an operator must be told. */
  private tell(door: Door, privateDoor: PrivateDoor | undefined): void {
    this.output('ApiUrl', door.url)
    if (privateDoor) this.output('PrivateApiUrl', privateDoor.url)
    this.output('InboxUrl', this.queues.inbox.queue.queueUrl)
    this.output('TableName', this.store.table.tableName)
    this.output('ArchiveBucket', this.archive.bucket.bucketName)
    this.output('KeysSecretArn', this.store.secret.ref)
    this.output('KeysScheme', this.keysScheme())
    this.output('MessageKeyArn', this.messageKey.keyArn)
    this.output('AlarmTopicArn', this.alarms.topic.topicArn)
    if (this.settings.edge) this.output('EdgeUrl', new Edge(this, this.settings, door).distribution.domainName)
  }

  /** What `npm run keys -- --scheme` is to be told for new keys of this stage. */
  private keysScheme(): Scheme {
    const isChinese = !Token.isUnresolved(this.region) && this.region.startsWith('cn-')
    return (this.settings.crypto ?? (isChinese ? 'sm' : 'international')) === 'sm' ? 'sm' : 'aes'
  }

  private output(id: string, value: string): void {
    new CfnOutput(this, `Output${id}`, { key: id.replaceAll(/[^A-Za-z0-9]/g, ''), value })
  }
}
