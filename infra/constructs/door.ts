/** What the two kinds of door have in common. */
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import type { ApiFunction } from '../routes.ts'
import type { TaskFunction } from './task-function.ts'

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
}

/**
 * What the access log says of a call. The route as declared, not the path as called: case ids and certificate numbers
 * are in paths. No address, no agent, no claims: they would tell who it was.
 */
export function accessLogFields(route: string): Record<string, string> {
  return {
    at: '$context.requestTime',
    request: '$context.requestId',
    route,
    status: '$context.status',
    ms: '$context.responseLatency',
    bytes: '$context.responseLength',
    integration: '$context.integrationErrorMessage',
    error: '$context.error.responseType',
  }
}
