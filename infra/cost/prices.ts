/**
 * List prices in US dollars, us-east-1, as published in 2026; free tiers left out. Prices of the China regions are in
 * yuan, on pages of their own, and could not be checked: put them here to get the same tables for cn-north-1.
 */
export const prices = {
  /** A million write and read request units, on demand. */
  tableWrites: 0.625,
  tableReads: 0.125,
  /** An hour of a write and of a read unit, provisioned: what warming a table is charged by. */
  provisionedWrites: 0.00065,
  provisionedReads: 0.00013,
  /** A gigabyte a month, with point-in-time recovery. */
  tableStorage: 0.25 + 0.2,
  /** A gigabyte imported from S3 into a new table, counted unpacked. */
  tableImport: 0.15,
  /** An hour of a machine with eight ARM cores (c7g.2xlarge). */
  machine: 0.29,
  /** A million requests of standard queues. */
  queue: 0.4,
  /** A million calls, and a gigabyte-second on ARM. */
  functionCalls: 0.2,
  functionTime: 0.0000133334,
  /** A million calls of an HTTP API, of a REST API, and through the web ACL. */
  httpApi: 1,
  restApi: 3.5,
  webAclCalls: 0.6,
  /** A gigabyte of logs taken in. */
  logs: 0.5,
  /** A month: a metric of one's own, an alarm, a dashboard, a key, a secret, a web ACL, one of its rules. */
  metric: 0.3,
  alarm: 0.1,
  dashboard: 3,
  key: 1,
  secret: 0.4,
  webAcl: 5,
  webAclRule: 1,
  /** A million state transitions of Step Functions Standard; a million starts and a gigabyte-second of Express. */
  transitions: 25,
  expressStarts: 1,
  expressTime: 0.00001667,
} as const
