/**
 * What the cloud gives at most, as published in the service's quotas in 2026 for a new account; those of the China regions
 * are the same where their documents could be found (table, event sources) and were not checked beyond that.
 */

/** A limit. */
export interface Limit {
  readonly what: string
  readonly value: number
  /** AWS raises it on request. */
  readonly raised: boolean
  readonly source: string
}

/** Limits that a load can reach, by what reaches them. */
export const limits = {
  tableWrites: {
    what: 'write units a second, table',
    value: 40_000,
    raised: true,
    source: 'DynamoDB quotas, on demand, per table',
  },
  tableReads: {
    what: 'read units a second, table',
    value: 40_000,
    raised: true,
    source: 'DynamoDB quotas, on demand, per table',
  },
  dueWrites: {
    what: 'write units a second, index `due`',
    value: 40_000,
    raised: true,
    source: 'DynamoDB quotas, per index',
  },
  listsWrites: {
    what: 'write units a second, index `lists`',
    value: 40_000,
    raised: true,
    source: 'DynamoDB quotas, per index',
  },
  partitionWrites: {
    what: 'write units a second, fullest partition',
    value: 1000,
    raised: false,
    source: 'DynamoDB, partition limits',
  },
  partitionReads: {
    what: 'read units a second, fullest partition',
    value: 3000,
    raised: false,
    source: 'DynamoDB, partition limits',
  },
  functions: { what: 'functions at a time, account', value: 1000, raised: true, source: 'Lambda quotas' },
  readers: {
    what: 'batches at a time, one queue',
    value: 1000,
    raised: false,
    source: 'Lambda, scaling of SQS event sources',
  },
  inHand: { what: 'messages in hand, one queue', value: 120_000, raised: true, source: 'SQS quotas, standard queues' },
  calls: { what: 'API calls a second', value: 10_000, raised: true, source: 'API Gateway quotas, account and region' },
} as const satisfies Record<string, Limit>

/** A limit by its name. */
export type LimitName = keyof typeof limits
/** All of them. */
export const limitNames = Object.keys(limits) as LimitName[]

/** What a table or index that was just made gives: units a second. */
export const fresh = { writes: 4000, reads: 12_000 } as const
