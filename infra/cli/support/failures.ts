/** What stands in a command's way from outside, in a line that says what to do about it. */
import { type Said, say } from './language.ts'

/** Errors of Amazon's services by their names, and of files and networks by their codes. */
const failures: Readonly<Record<string, Said>> = {
  CredentialsProviderError: {
    zh: '没有云上的凭证：先登录，或设环境变量 AWS_PROFILE；本机的表和队列用 --ready-file 或 --endpoint',
    en: 'no credentials for the cloud: sign in first, or set AWS_PROFILE; for a local stack give --ready-file or --endpoint',
  },
  ExpiredToken: { zh: '云上的凭证过期了：重新登录再运行', en: 'the credentials have expired: sign in again' },
  AccessDenied: {
    zh: '云上不允许：所用的角色没有这项权限，请换有权限的角色（AWS_PROFILE），或请管理员授权',
    en: 'the cloud does not allow it: the role lacks this permission; take another (AWS_PROFILE), or ask who grants it',
  },
  UnrecognizedClientException: {
    zh: '云上不认这个凭证：检查 AWS_PROFILE 和区域（--region）',
    en: 'the cloud does not know these credentials: check AWS_PROFILE and the region (--region)',
  },
  ResourceNotFoundException: {
    zh: '没有这张表：检查表名、区域（--region）和地址（--endpoint）',
    en: 'there is no such table: check its name, the region (--region) and the address (--endpoint)',
  },
  QueueDoesNotExist: {
    zh: '没有这个队列：检查队列名、--stage 和区域（--region）',
    en: 'there is no such queue: check its name, --stage and the region (--region)',
  },
  NoSuchBucket: {
    zh: '没有这个桶：检查 --bucket 和区域（--region）',
    en: 'there is no such bucket: check --bucket and the region (--region)',
  },
  ThrottlingException: { zh: '云上太忙：过一会儿再运行', en: 'the cloud is too busy: run it again in a while' },
  ENOENT: { zh: '没有这个文件或目录', en: 'there is no such file or directory' },
  EACCES: { zh: '没有权限读或写', en: 'no permission to read or write' },
  EISDIR: { zh: '这是目录，应为文件', en: 'this is a directory, a file is needed' },
  ENOTDIR: { zh: '路径里有一段不是目录', en: 'a part of this path is no directory' },
  EEXIST: { zh: '已经有了，不是目录', en: 'it is there already, and no directory' },
  ENOSPC: { zh: '磁盘满了：腾出地方再运行', en: 'the disk is full: make room and run it again' },
  EADDRINUSE: { zh: '端口已有人用：换一个', en: 'the port is in use: take another' },
  ECONNREFUSED: {
    zh: '连不上：检查地址，对方是否在运行',
    en: 'out of reach: check the address, and whether it is running',
  },
}

/** Other names of the same. */
const alias: Readonly<Record<string, keyof typeof failures>> = {
  ExpiredTokenException: 'ExpiredToken',
  RequestExpired: 'ExpiredToken',
  AccessDeniedException: 'AccessDenied',
  AuthorizationError: 'AccessDenied',
  InvalidClientTokenId: 'UnrecognizedClientException',
  InvalidAccessKeyId: 'UnrecognizedClientException',
  InvalidSignatureException: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'UnrecognizedClientException',
  'AWS.SimpleQueueService.NonExistentQueue': 'QueueDoesNotExist',
  ProvisionedThroughputExceededException: 'ThrottlingException',
  RequestLimitExceeded: 'ThrottlingException',
  SlowDown: 'ThrottlingException',
  EPERM: 'EACCES',
  EROFS: 'EACCES',
  ENOTFOUND: 'ECONNREFUSED',
  EAI_AGAIN: 'ECONNREFUSED',
  ECONNRESET: 'ECONNREFUSED',
  ETIMEDOUT: 'ECONNREFUSED',
  EHOSTUNREACH: 'ECONNREFUSED',
  ENETUNREACH: 'ECONNREFUSED',
  EPIPE: 'ECONNREFUSED',
  UND_ERR_SOCKET: 'ECONNREFUSED',
  UND_ERR_CONNECT_TIMEOUT: 'ECONNREFUSED',
  UND_ERR_HEADERS_TIMEOUT: 'ECONNREFUSED',
  TimeoutError: 'ECONNREFUSED',
}

interface Failing {
  readonly name?: string
  readonly code?: string
  readonly message?: string
  readonly path?: string
  readonly address?: string
  readonly port?: number
  readonly hostname?: string
  readonly cause?: unknown
  readonly errors?: readonly unknown[]
}

/** What an error of a file, a network or the cloud means, and of what; undefined for any other, which is a fault of ours. */
export function failureText(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { name = '', code = '', message = '', path, cause, errors = [], ...where } = error as Failing
  if (message.includes('Region is missing'))
    return say({
      zh: '不知道在哪个区域：写 --region，或设 AWS_REGION',
      en: 'no region: give --region, or set AWS_REGION',
    })
  const known = [code, name].map((one) => failures[alias[one] ?? one]).find((one) => one !== undefined)
  if (known) {
    const of = path ?? where.hostname ?? (where.port === undefined ? undefined : `${where.address}:${where.port}`)
    return of === undefined ? say(known) : say({ zh: `${of}：${known.zh}`, en: `${of}: ${known.en}` })
  }
  return [cause, ...errors].map(failureText).find((text) => text !== undefined)
}
