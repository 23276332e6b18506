/** What differs between stages, read from the context of `cdk.json` or the command line, and checked before use. */
import type { Node } from 'constructs'
import * as z from 'zod'
import { inboundTypes, outboundTypes } from '../functions/bundles/catalogue.ts'
import { partnerKey } from '../functions/inbox/partner-key.ts'
import { scope } from '../functions/inbox/scope.ts'
import { receiptWishes } from '../shared/engine/ports.ts'
import { leastDays, terms } from '../shared/keeping/index.ts'
import { lanes, queueNames } from '../shared/queues.ts'
import { indexKeys } from '../shared/table/definition.ts'

/** What partners may read by queues that they share. */
const readTypes = outboundTypes.filter((type) => type !== 'event.answered')

/** A partner: it may send and receive certain events, by queues that its account may use, or send by HTTPS alone. */
export const partnerEntry = z.strictObject({
  /**
   * Its events bear `source` `urn:partner:<id>`; its queue is `inbox-<id>`. By HTTPS (`POST /v1/events`) its token says so:
   * claims `role` `partner` and `source`.
   */
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  /** The account that may send to its queue and read what it receives; without it no queue is made, and it reads none. */
  account: z
    .string()
    .regex(/^\d{12}$/)
    .exactOptional(),
  /** Inbound types it may send; others are rejected. */
  sends: z.array(z.enum(inboundTypes)).default([]),
  /** For which areas and institutions it speaks: what it says of others is rejected. */
  ...scope,
  /** Outbound types it reads; all of a queue or none of it. Receipts are not among them: each has its own. */
  receives: z.array(z.enum(readTypes)).default([]),
  /** SM2 public keys; signing is on for a partner that has one. */
  key: z.union([partnerKey.transform((key) => [key]), z.array(partnerKey)]).default([]),
  /**
   * Which receipts of its events it finds in its queue `receipts-<id>`, if it has an account: of what was rejected, waits, or
   * was taken up after it had waited (`usual`), of all that is taken up too (`all`), or `none`.
   */
  receipts: z.enum(receiptWishes).default('usual'),
  /**
   * Messages a minute that are usual at most, from which the functions for its queue follow; more, for ten minutes, raises
   * an alarm.
   */
  rate: z.int().positive(),
  /** Hours without a message after which it counts as silent. */
  quietHours: z.int().min(1).max(168).default(24),
})
/** A partner as the stack knows it. */
export type PartnerEntry = z.output<typeof partnerEntry>

/** Queues that one of our functions reads. */
const consumers = ['inbox', ...lanes] as const

const perQueue = z.record(z.enum(consumers), z.int().min(2).max(1000))

/** Units a second of the table and of each index; less than a new one gives by itself is refused by DynamoDB. */
const warmth = z.strictObject({ reads: z.int().min(12_000), writes: z.int().min(4000) })
const warmPlaces = ['table', ...Object.keys(indexKeys)] as ['table', ...(keyof typeof indexKeys)[]]

const stageSettings = z.strictObject({
  /** Whose tokens are taken. The HTTP API takes signatures by RSA only, so the issuer should sign with RS256. */
  jwt: z.strictObject({ issuer: z.url(), audience: z.string().min(1), jwksUrl: z.url() }),
  /**
   * Where people sign in at the pages; without it nobody can. `issuer`: if it is not the tokens' own; `origin`: the pages';
   * `token`: which of the provider's has our audience and claims (functions/pages/frame/house.ts).
   */
  signIn: z
    .strictObject({
      issuer: z.url().exactOptional(),
      clientId: z.string().min(1),
      origin: z.url({ protocol: /^https$/ }).regex(/^https:\/\/[^/]+$/, 'is an origin, without a path'),
      scope: z.string().min(1).default('openid'),
      token: z.enum(['access_token', 'id_token']).default('access_token'),
    })
    .exactOptional(),
  /** Stays when the stack goes, and can't be deleted by mistake. */
  keepData: z.boolean(),
  /** The table, if it is not the one this stack makes: one that was restored. See infra/runbooks/restore.md. */
  tableName: z
    .string()
    .regex(/^[\w.-]{3,255}$/)
    .exactOptional(),
  /** The stream of a table that was restored, as `npm run restore` says it. */
  tableStreamArn: z
    .string()
    .regex(/^arn:[\w-]+:dynamodb:.+\/stream\/.+$/)
    .exactOptional(),
  /** How often the table was restored; at most as often as there are digits for. Never lowered. */
  epoch: z.int().min(0).max(999).default(0),
  /**
   * How a release goes out: first to so many calls and messages in a hundred, and after so many minutes without an alarm
   * to all; or to all at once, where CodeDeploy can't be had for Lambda. Alarms need a quarter of an hour to ring.
   */
  rollout: z
    .union([
      z.literal('at-once'),
      z.strictObject({ canaryPercent: z.int().min(1).max(50), minutes: z.int().min(15).max(120) }),
    ])
    .default('at-once'),
  /** Nothing is read from queues, no schedule runs, and the API answers nobody: while the table is being restored. */
  paused: z.boolean().default(false),
  /**
   * What the keys of a new stage are made for: `sm`, the national algorithms (SM4, SM3), or `international` ones. Left out,
   * `sm` in Chinese regions. It decides what the stack says of `npm run keys`, nothing of keys that are there.
   */
  crypto: z.enum(['international', 'sm']).exactOptional(),
  /** Raised when the secret was changed: every instance then starts anew and reads it. */
  keysVersion: z.int().positive().default(1),
  /**
   * What the table and its indexes give from the first day on; beyond what is left out they grow with their load, at most
   * twofold in half an hour. Raised and never lowered; paid for once (infra/decisions/0066).
   */
  warm: z.partialRecord(z.enum(warmPlaces), warmth).default({}),
  logDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(180), z.literal(365)]),
  /** Most functions at work at a time, for each queue. */
  maxConcurrency: perQueue,
  /**
   * Queues of our own that the release before had and this one has not: still made, and read by the steady lane's worker,
   * until a release after they are empty leaves them out (infra/DEPLOY.md).
   */
  drain: z
    .array(
      z
        .string()
        .regex(/^[a-z][a-z-]{1,40}$/)
        .refine((name) => !(queueNames as readonly string[]).includes(name), 'is a queue of this release'),
    )
    .default([]),
  /** Functions held ready for these, whatever else goes on; the account must have as many and 100 more. */
  reservedConcurrency: z
    .partialRecord(z.enum(['citizen', 'agency', 'desk', 'pages', 'clock']), z.int().positive())
    .default({}),
  /** Requests a second and at once. */
  throttle: z.strictObject({ rate: z.int().positive(), burst: z.int().positive() }),
  /** A regional web ACL. An HTTP API can't have one, so a REST API takes its place. */
  webAcl: z.boolean(),
  /** Requests in five minutes that the web ACL lets pass: of one token, one session at the pages, one address without, any. */
  webAclRates: z
    .strictObject({
      token: z.int().min(100),
      session: z.int().min(100).default(3000),
      withoutToken: z.int().min(100),
      address: z.int().min(100),
    })
    .default({ token: 300_000, session: 3000, withoutToken: 2000, address: 100_000 }),
  /** Addresses that are many callers (a hospital's platform, a carrier's network) and are not counted as one. */
  webAclExcept: z.array(z.union([z.cidrv4(), z.cidrv6()])).default([]),
  /** Functions that may be at work at a time in this account and region, as AWS has granted. */
  accountConcurrency: z.int().positive().default(1000),
  /** Requests a second to KMS in this account and region, as AWS has granted. */
  kmsRate: z.int().positive().default(5500),
  /** What is the same for everyone is served by CloudFront. */
  edge: z.boolean(),
  /** The API's own name; the certificate must be in the stack's region. */
  domain: z.strictObject({ name: z.string().min(1), certificateArn: z.string().min(1) }).exactOptional(),
  /** The distribution's own name; the certificate must be where CloudFront wants it. */
  edgeDomain: z.strictObject({ name: z.string().min(1), certificateArn: z.string().min(1) }).exactOptional(),
  /**
   * A second door, through these VPC endpoints alone; with `officesOnly` the public one is for citizens, and what offices
   * alone may call is not to be had there.
   */
  privateDoor: z
    .strictObject({
      vpcEndpointIds: z.array(z.string().regex(/^vpce-[0-9a-f]{8,17}$/)).min(1),
      officesOnly: z.boolean().default(false),
    })
    .exactOptional(),
  /**
   * Copies of the table's backups in vaults of other accounts or regions: of each day for a week, of each month for so many
   * days; and of the secret keys in other regions. infra/decisions/0083.
   */
  copies: z
    .strictObject({
      vaultArns: z.array(z.string().regex(/^arn:aws(-cn)?:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w-]+$/)).min(1),
      days: z.int().min(35).max(36_500).default(365),
      secretRegions: z.array(z.string().regex(/^[a-z]{2}-[a-z]+-\d$/)).default([]),
      /** Buckets that what is archived, and the audit trail, go to as well: versioned, and open to us for that alone. */
      buckets: z
        .partialRecord(
          z.enum(['archive', 'audit']),
          z.strictObject({
            arn: z.string().regex(/^arn:aws(-cn)?:s3:::[a-z0-9.-]+$/),
            account: z.string().regex(/^\d{12}$/),
            keyArn: z.string().regex(/^arn:aws(-cn)?:kms:/),
          }),
        )
        .default({}),
    })
    .exactOptional(),
  /**
   * How long accepted events are kept as they came, in whole years after the year they came in; by which law:
   * shared/keeping. Lowered, it holds for what is kept already, too.
   */
  archiveYears: z.int().min(1).max(100).default(terms.archive.years),
  /**
   * How long lines of the audit trail are locked in their bucket, where nobody can change or take away one: longer than the
   * schedule asks if a bureau wants (shared/keeping), never shorter where data are kept.
   */
  auditYears: z.int().min(1).max(100).default(terms['audit-apart'].years),
  /** A parameter takes two operators: one tries it, another releases it (infra/decisions/0069). */
  policySecondPerson: z.boolean().default(false),
  /**
   * Whether bundles are live in areas that say nothing of them (`PUT /v1/regions/{admdvs}/settings`). A new stage begins
   * with all of them off, and an area takes them up one by one (bundles/RULES.md 9).
   */
  bundlesLive: z.boolean().default(false),
  /** Pages of these origins may call the API. */
  allowOrigins: z.array(z.url()).default([]),
  /** Who is told of alarms; each must confirm once by the letter that the topic sends. */
  alarmEmails: z.array(z.email()).default([]),
  /** Programs that are told of alarms: a duty roster, a chat; each confirms by the address in its first message. */
  alarmUrls: z.array(z.url({ protocol: /^https$/ })).default([]),
  /** Yuan of claims not cleared yet from which an operator is to look. */
  unfundedYuan: z.int().positive(),
  partners: z.array(partnerEntry).default([]),
})

/** Everything that is decided outside the code. */
export type Settings = z.output<typeof stageSettings> & { readonly stage: string; readonly prefix: string }

/** Where people sign in at the pages, as `functions/pages/handler.ts` reads it. */
export const signInOf = ({ signIn, jwt }: Pick<Settings, 'signIn' | 'jwt'>): string =>
  signIn === undefined ? 'none' : JSON.stringify({ issuer: jwt.issuer, ...signIn })

const flag = (value: unknown) => String(value) === 'true'
const list = (value: unknown) => String(value).split(',')
const onCommandLine: Readonly<Record<string, (value: unknown) => unknown>> = {
  webAcl: flag,
  edge: flag,
  paused: flag,
  policySecondPerson: flag,
  bundlesLive: flag,
  tableName: String,
  tableStreamArn: String,
  epoch: Number,
  rollout: String,
  crypto: String,
  drain: list,
  alarmEmails: list,
  alarmUrls: list,
}

/** A stage that keeps data is one that people live by. Throws if nobody would hear or know of what goes wrong there. */
function checkKept(
  stage: string,
  { keepData, logDays, archiveYears, auditYears, alarmEmails, alarmUrls }: z.output<typeof stageSettings>,
): void {
  if (!keepData) return
  const { years } = terms.archive
  if (archiveYears < years)
    throw new Error(`context: stage "${stage}" keeps data: "archiveYears" must be ${years} at least (会计档案管理办法)`)
  const least = leastDays('logs')
  if (logDays < least)
    throw new Error(`context: stage "${stage}" keeps data: "logDays" must be ${least} at least (等保)`)
  if (auditYears < terms['audit-apart'].years)
    throw new Error(`context: stage "${stage}" keeps data: "auditYears" must be ${terms['audit-apart'].years} at least`)
  if (alarmEmails.length + alarmUrls.length === 0) {
    throw new Error(
      `context: stage "${stage}" keeps data and nobody is told of its alarms: set "alarmEmails" or "alarmUrls" in ` +
        'cdk.json, or give -c alarmEmails=night@example.cn',
    )
  }
}

/**
 * Versions come again in a restored table, and its stream is another. Throws an Error if ids would come again with them, or
 * nothing would be kept apart.
 */
function checkRestored(stage: string, { tableName, tableStreamArn, epoch }: z.output<typeof stageSettings>): void {
  if (tableName === undefined) return
  const must = `context: stage "${stage}" uses the restored table ${tableName}:`
  if (epoch === 0) throw new Error(`${must} raise "epoch", or ids that partners know would come again`)
  if (tableStreamArn === undefined) throw new Error(`${must} name its stream in "tableStreamArn"`)
}

/** The settings of the stage that the context names. Throws an Error that says what is wrong with them. */
export function settingsOf(node: Node): Settings {
  const stage = z
    .string()
    .regex(/^[a-z][a-z0-9]{1,9}$/)
    .parse(node.tryGetContext('stage') ?? 'dev')
  const stages = (node.tryGetContext('stages') ?? {}) as Record<string, unknown>
  const given = stages[stage]
  if (given === undefined) throw new Error(`context: no stage "${stage}"; there are ${Object.keys(stages).join(', ')}`)
  // Single settings may be changed on the command line: `-c webAcl=true -c alarmEmails=night@bureau.cn,day@bureau.cn`.
  const overrides = Object.fromEntries(
    Object.entries(onCommandLine).flatMap(([name, read]) => {
      const value: unknown = node.tryGetContext(name)
      return value === undefined ? [] : [[name, read(value)]]
    }),
  )
  const parsed = stageSettings.safeParse({ ...(given as object), ...overrides })
  if (!parsed.success) throw new Error(`context: stage "${stage}":\n${z.prettifyError(parsed.error)}`)
  checkKept(stage, parsed.data)
  checkRestored(stage, parsed.data)
  return { ...parsed.data, stage, prefix: `mianshen-${stage}` }
}
