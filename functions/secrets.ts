/** Reads one secret of Secrets Manager when a function starts. */
import type { ServiceError } from '../shared/wire/errors.ts'
import type { Credentials } from '../shared/wire/signature.ts'
import { openWire, type WireOptions } from '../shared/wire/wire.ts'

/** A secret: where it is asked for, and by whom. */
export interface SecretRequest {
  /** Such as `https://secretsmanager.cn-north-1.amazonaws.com.cn`. */
  readonly endpoint: string
  readonly region: string
  readonly arn: string
  readonly credentials: Credentials
}

/**
 * The text of a secret; what may pass is tried again. Throws an Error with the status and the service's error type, never
 * with any content. `options`: stand-ins for tests.
 */
export async function fetchSecret(
  { arn, ...where }: SecretRequest,
  options: Pick<WireOptions, 'nowMs' | 'pause'> = {},
): Promise<string> {
  const named = { service: 'secretsmanager', target: 'secretsmanager', json: '1.1' } as const
  const call = openWire({ ...named, ...where, ...options, tries: 5, patienceMs: 3_000 })
  const { SecretString } = await call<{ SecretString?: unknown }>('GetSecretValue', { SecretId: arn }).catch(
    ({ status, name, code }: Partial<ServiceError & { code: string }>) => {
      throw new Error(`keys: Secrets Manager: ${status ?? code} ${name}`)
    },
  )
  if (typeof SecretString !== 'string') throw new Error('keys: Secrets Manager: a secret without text')
  return SecretString
}
