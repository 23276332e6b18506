/**
 * A second door, for offices: a REST API that nobody reaches but through the VPC endpoints of the bureau's own network
 * (医保专网), to which hospitals, partners without accounts of ours and clerks are connected. It has all routes, and no
 * web ACL: who comes here is known by where they come from, and is counted by the functions as behind any door.
 */
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { acknowledge } from '../../nag.ts'
import { gatewayRoutes } from '../../routes.ts'
import type { Settings } from '../../settings.ts'
import { fiveMinutes } from '../alarms.ts'
import type { Logs } from '../logs.ts'
import type { ApiFunctions } from './door.ts'
import { restApi, stageName } from './rest-api.ts'

/** The door of offices. */
export class PrivateDoor extends Construct {
  /** Where offices call, with the private names of the endpoint switched on. */
  readonly url: string
  readonly serverErrors: IMetric
  readonly calls: IMetric

  constructor(
    scope: Construct,
    settings: Settings,
    vpcEndpointIds: readonly string[],
    behind: { functions: ApiFunctions; logs: Logs },
  ) {
    super(scope, 'PrivateDoor')
    const within = { policy: onlyThrough(vpcEndpointIds), vpcEndpointIds }
    const api = restApi(this, {
      settings,
      ...behind,
      routes: gatewayRoutes,
      within,
    })
    acknowledge(api, 'AwsSolutions-APIG3', 'Reached through the endpoints of the bureau’s own network alone.')
    const { region, urlSuffix } = Stack.of(this)
    this.url = `https://${api.restApiId}.execute-api.${region}.${urlSuffix}/${stageName}`
    this.serverErrors = api.metricServerError({ period: fiveMinutes, statistic: 'Sum' })
    this.calls = api.metricCount({ period: fiveMinutes, statistic: 'Sum' })
  }
}

/** Anybody may call, by these endpoints; nobody by another way. */
function onlyThrough(vpcEndpointIds: readonly string[]): PolicyDocument {
  const about = { principals: [new AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] }
  const elsewhere = { StringNotEquals: { 'aws:SourceVpce': [...vpcEndpointIds] } }
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ effect: Effect.ALLOW, ...about }),
      new PolicyStatement({ effect: Effect.DENY, ...about, conditions: elsewhere }),
    ],
  })
}
