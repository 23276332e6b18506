/** What the two kinds of door have in common. */
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import type { ApiFunction } from '../../routes.ts'
import type { TaskFunction } from '../task-function.ts'

/** The functions behind a door. */
export type ApiFunctions = Readonly<Record<ApiFunction, TaskFunction>>

/** A door to the functions. */
export interface Door {
  /** Where people call. */
  readonly url: string
  /** The host CloudFront asks. */
  readonly originDomain: string
  /** And the path there before the routes' own. */
  readonly originPath: string
  readonly serverErrors: IMetric
  readonly latency: IMetric
  readonly calls: IMetric
  /** Calls that a web ACL blocked and let pass, where there is one. */
  readonly refused?: { readonly blocked: IMetric; readonly allowed: IMetric }
}

/**
 * What the access log says of a call: when, from where, what, and how it ended. The route as declared, not the path as
 * called: case ids and certificate numbers are in paths. Who called stands here where the gateway knows it, and in any
 * case in the function's log under the same request (`functions/http/serve.ts`).
 */
export function accessLogFields(route: string, more: Record<string, string>): Record<string, string> {
  return {
    at: '$context.requestTime',
    request: '$context.requestId',
    address: '$context.identity.sourceIp',
    ...more,
    route,
    status: '$context.status',
    ms: '$context.responseLatency',
    bytes: '$context.responseLength',
    integration: '$context.integrationErrorMessage',
    error: '$context.error.responseType',
  }
}
