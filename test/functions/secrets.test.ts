import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignatureV4 } from '@smithy/signature-v4'
import { createHash, createHmac } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { fetchSecret, type SecretRequest, signedRequest } from '../../functions/secrets.ts'
import { instant } from '../../shared/calendar/index.ts'

const now = () => instant('2026-03-10T09:00:00+08:00')
const request: SecretRequest = {
  endpoint: 'https://secretsmanager.cn-north-1.example',
  region: 'cn-north-1',
  arn: 'arn:aws-cn:secretsmanager:cn-north-1:111111111111:secret:keys-AbCdEf',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG', sessionToken: 'session' },
}
