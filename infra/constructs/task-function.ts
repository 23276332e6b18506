/** A function with a role of its own that may do what its specification says, and nothing else. */

import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch'
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Alias,
  Architecture,
  type Code,
  EventSourceMapping,
  type IFunction,
  type IVersion,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
  type Version,
} from 'aws-cdk-lib/aws-lambda'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { apiFunctions, type FunctionName, queueVariable } from '../../functions/runtime.ts'
import { type QueueName, type SingleQueue, singleQueues } from '../../shared/queues.ts'
import { trailPartitions } from '../../shared/trail/keys.ts'
import { type FunctionSpec, functionSpecs, type TableUse, tableActions } from '../functions.ts'
import { acknowledge } from '../nag.ts'
import { type Settings, signInOf } from '../settings.ts'
import { type Alarms, fiveMinutes, ownMetric, percentOf } from './alarms.ts'
import type { Logs } from './logs.ts'
import { receiptQueues, type WorkQueue } from './queue.ts'
import type { Store } from './store.ts'

/** What every function needs of its stack. */
export interface FunctionContext {
  readonly settings: Settings
  readonly store: Store
  readonly queues: Readonly<Record<SingleQueue, WorkQueue>>
  readonly alarms: Alarms
  readonly logs: Logs
}

/** Which function, under which name, with which code. */
export interface FunctionProps {
  readonly name: FunctionName
  /** Its name without the stage's prefix, where the same code is deployed several times. */
  readonly as: string
  readonly code: Code
  readonly reserved?: number | undefined
  /** What it is told beside what every function is. */
  readonly environment?: Readonly<Record<string, string>>
}

/** A deployed function. */
export class TaskFunction extends Construct {
  /** All its versions: what is measured, and what may be done. */
  readonly fn: LambdaFunction
  /** The version that works. Whoever calls the function calls this one. */
  readonly live: Alias & IFunction
  /** What rings if a release of the function is a bad one. */
  readonly alarms: Alarm[]
  readonly spec: FunctionSpec
  readonly shortName: string
  private readonly paused: boolean
  private readonly name: FunctionName

  constructor(scope: Construct, props: FunctionProps, context: FunctionContext) {
    super(scope, `Function-${props.as}`)
    const { settings } = context
    const functionName = `${settings.prefix}-${props.as}`
    this.shortName = props.as
    this.name = props.name
    this.paused = settings.paused
    this.spec = functionSpecs[props.name]
    const reserved = settings.paused ? 0 : props.reserved
    const logGroup = context.logs.group(this, 'Logs', `/aws/lambda/${functionName}`)
    this.fn = new LambdaFunction(this, 'Function', {
      functionName,
      description: `mianshen ${props.as}, keys ${settings.keysVersion}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: props.code,
      memorySize: this.spec.memory,
      timeout: Duration.seconds(this.spec.timeout),
      role: this.makeRole(logGroup),
      environment: { ...environmentOf(props.name, this.spec, context), ...props.environment },
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // The lines of the platform for every call would cost more than the call.
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: Tracing.ACTIVE,
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
      // Versions stay for a step back; one whose release failed goes, or the same release could not be tried again.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
    })
    this.live = this.makeLive(settings.epoch)
    this.allow(context)
    this.alarms = this.watch(context.alarms)
    acknowledge(
      this.fn,
      'Serverless-LambdaDLQ',
      'Called by the gateway, which is told of the failure, by SQS, whose queues have dead letters, or by a schedule that comes again.',
    )
    acknowledge(
      this.fn.role as Role,
      'AwsSolutions-IAM5[Resource::*]',
      'Traces have no resource to name: X-Ray takes them of anyone in the account who may write traces.',
    )
  }

  /**
   * The name that callers use. A restored table is another world: a release that is pointed at one gets a name of its
   * own, so that never some calls write to the one table and some to the other.
   */
  private makeLive(epoch: number): Alias & IFunction {
    const restored = epoch === 0 ? '' : `${epoch}`
    const aliasName = restored ? `live-${restored}` : 'live'
    // The CDK's classes have a role that may be undefined where its interfaces have one that may be absent.
    const version = this.fn.currentVersion as Version & IVersion
    return new Alias(this, `Live${restored}`, { aliasName, version }) as Alias & IFunction
  }

  /** Lets the function read a queue, message by message: what fails comes again, the rest of the batch is done. */
  reads(source: WorkQueue, maxConcurrency: number): void {
    const mapping = new EventSourceMapping(this, `From-${source.shortName}`, {
      target: this.live,
      eventSourceArn: source.queue.queueArn,
      batchSize: 10,
      enabled: !this.paused,
      maxConcurrency,
      reportBatchItemFailures: true,
    })
    mapping.node.addDependency(this.fn.role as Role)
    this.may(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [source.queue.queueArn])
    acknowledge(
      mapping,
      'Serverless-LambdaEventSourceMappingDestination',
      'Failed messages stay in SQS and go to the dead letters of their queue; destinations are for streams.',
    )
    if (source.queue.encryptionMasterKey) {
      this.may(['kms:Decrypt'], [source.queue.encryptionMasterKey.keyArn], through(this, 'sqs'))
    }
  }

  /** Lets the function do something. */
  may(actions: readonly string[], resources: readonly string[], conditions: Conditions = {}): void {
    this.fn.addToRolePolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources], conditions }),
    )
  }

  private makeRole(logGroup: LogGroup): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    )
    return role
  }

  private allow({ store, queues, settings }: FunctionContext): void {
    const { table, partitions, writes, indexes, sends } = this.spec
    const { tableArn } = store.table
    const mayUse = (uses: readonly TableUse[], within: readonly string[] | undefined) => {
      if (uses.length === 0) return
      const conditions = within ? { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...within] } } : {}
      this.may(
        uses.map((use) => tableActions[use]),
        [tableArn],
        conditions,
      )
    }
    this.guardTrail(tableArn)
    const isBound = (use: TableUse) => writes !== undefined && (use === 'put' || use === 'update')
    mayUse(
      table.filter((use) => !isBound(use)),
      partitions,
    )
    mayUse(table.filter(isBound), writes)
    if (indexes.length > 0) {
      this.may(
        ['dynamodb:Query'],
        indexes.map((index) => `${tableArn}/index/${index}`),
      )
    }
    this.may(['secretsmanager:GetSecretValue'], [store.secret.ref])
    this.may(['kms:Decrypt'], [store.dataKey.keyArn], through(this, 'dynamodb', 'secretsmanager'))
    if (sends.length === 0) return
    const targets = sends.filter(isSingle).map((name) => queues[name].queue)
    this.may(
      ['sqs:SendMessage'],
      targets.map(({ queueArn }) => queueArn),
    )
    if (sends.includes('receipts')) this.maySendReceipts(settings)
    const key = targets[0]?.encryptionMasterKey
    if (key) this.may(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn], through(this, 'sqs'))
  }

  private maySendReceipts(settings: Settings): void {
    const { arn, arnInWords } = receiptQueues(this, settings)
    this.may(['sqs:SendMessage'], [arn])
    acknowledge(
      this.fn.role as Role,
      `AwsSolutions-IAM5[Resource::${arnInWords}]`,
      'Each partner has a queue of receipts, and there may be more partners than a policy can name.',
    )
  }

  /**
   * Whatever else it may do to the table: lines of the audit trail it adds, if it answers calls, and neither changes nor takes
   * away. A put over a line IAM can't tell from a first one; the stream does (functions/records).
   */
  private guardTrail(tableArn: string): void {
    const adds = (apiFunctions as readonly string[]).includes(this.name)
    const uses: TableUse[] = ['update', 'remove', ...(adds ? [] : (['put', 'putMany'] as const))]
    this.fn.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: uses.map((use) => tableActions[use]),
        resources: [tableArn],
        conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': [`${trailPartitions}*`] } },
      }),
    )
  }

  private watch(alarms: Alarms): Alarm[] {
    const sum = (name: string) => this.fn.metric(name, { period: fiveMinutes, statistic: 'Sum' })
    const failing = alarms.add('function-failing', this.shortName, {
      what: `One call in a hundred of the function ${this.shortName} ends in an error.`,
      metric: percentOf(sum('Errors'), sum('Invocations')),
      threshold: 1,
      periods: 2,
    })
    const throttled = alarms.add('function-throttled', this.shortName, {
      what: `One call in a hundred of the function ${this.shortName} is refused for want of concurrency.`,
      metric: percentOf(sum('Throttles'), sum('Invocations')),
      threshold: 1,
      periods: 3,
    })
    return [failing, throttled]
  }

  /** A message that fails alone is no error of the function: it is counted by the code, under the queue's name. */
  watchMessages({ alarms, settings }: FunctionContext, queue: string): void {
    const calls = this.fn.metricInvocations({ period: fiveMinutes, statistic: 'Sum' })
    const alarm = alarms.add('messages-failing', this.shortName, {
      what: `Messages of the queue ${queue} fail, five in a hundred calls, and come again.`,
      metric: percentOf(ownMetric(settings, 'MessagesFailed', 'Sum', { queue }), calls),
      threshold: 5,
      periods: 2,
    })
    this.alarms.push(alarm)
  }
}

/** Conditions of a statement, as IAM writes them. */
type Conditions = Record<string, Record<string, unknown>>

/** A key is used through these services only. Their names end as the partition has it. */
export function through(scope: Construct, ...services: string[]): Conditions {
  const { region } = Stack.of(scope)
  return { StringLike: { 'kms:ViaService': services.map((service) => `${service}.${region}.amazonaws.*`) } }
}

const isSingle = (name: QueueName): name is SingleQueue => (singleQueues as readonly QueueName[]).includes(name)

function environmentOf(name: FunctionName, spec: FunctionSpec, context: FunctionContext): Record<string, string> {
  const { settings, store, queues } = context
  const { jwt, allowOrigins } = settings
  const { region, urlSuffix } = Stack.of(store)
  const urls = spec.sends.map((queue) => [
    queueVariable(queue),
    isSingle(queue) ? queues[queue].queue.queueUrl : receiptQueues(store, settings).url,
  ])
  const auth = { JWT_ISSUER: jwt.issuer, JWT_AUDIENCE: jwt.audience, JWKS_URL: jwt.jwksUrl }
  // Pages of ours are of one origin with what they ask.
  const others = name === 'pages' ? {} : { ALLOW_ORIGINS: allowOrigins.join(' ') || 'none' }
  return {
    STAGE: settings.stage,
    TABLE_NAME: store.table.tableName,
    EPOCH: String(settings.epoch),
    BUNDLES_LIVE: settings.bundlesLive ? 'on' : 'off',
    KEYS_SECRET_ARN: store.secret.ref,
    METRICS_NAMESPACE: settings.prefix,
    SECRETS_URL: `https://secretsmanager.${region}.${urlSuffix}`,
    LOG_LEVEL: settings.stage === 'dev' ? 'info' : 'warn',
    ...Object.fromEntries(urls),
    ...((apiFunctions as readonly FunctionName[]).includes(name) ? { ...auth, ...others } : {}),
    ...(name === 'agency' || name === 'pages'
      ? { POLICY_SECOND_PERSON: settings.policySecondPerson ? 'on' : 'off' }
      : {}),
    ...(name === 'pages' ? { SIGN_IN: signInOf(settings) } : {}),
  }
}
