/** What the functions are given on this machine instead of what the cloud would give them. */
import type { RuntimeConfig } from '../../../functions/ports.ts'
import { fileClock } from '../clock-file.ts'
import { credentials, dynamodbUrl, type LocalConfig, sqsUrl } from '../config.ts'
import { openDevKeys } from '../dev-keys.ts'
import { localWish } from '../partners.ts'
import { queueUrls } from '../queues.ts'

/** The functions' configuration for a local stack. */
export function runtimeConfig(config: LocalConfig): RuntimeConfig {
  return {
    table: config.table,
    region: config.region,
    queues: queueUrls(config.sqsPort),
    clock: fileClock(config.clockFile),
    keys: openDevKeys(config.keysFile).keys,
    stage: 'local',
    epoch: config.epoch,
    bundlesLive: true,
    receipts: { wish: localWish(config) },
    endpoints: { dynamodb: dynamodbUrl(config), sqs: sqsUrl(config) },
    credentials,
  }
}
