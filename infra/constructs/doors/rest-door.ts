/** The door as a regional REST API: what the HTTP API can't have, a web ACL in the stack's own region. */

import { DomainName, EndpointType, type IRestApi, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { publicRoutes } from '../../routes.ts'
import type { Settings } from '../../settings.ts'
import { fiveMinutes } from '../alarms.ts'
import type { Logs } from '../logs.ts'
import type { ApiFunctions, Door } from './door.ts'
import { Guard } from './guard.ts'
import { restApi, stageName } from './rest-api.ts'

/** A REST API behind a web ACL. */
export class RestDoor extends Construct implements Door {
  readonly url: string
  readonly originDomain: string
  readonly originPath: string
  readonly serverErrors: IMetric
  readonly latency: IMetric
  readonly calls: IMetric
  readonly refused: NonNullable<Door['refused']>

  constructor(scope: Construct, settings: Settings, functions: ApiFunctions, logs: Logs) {
    super(scope, 'RestDoor')
    const api = restApi(this, { settings, functions, logs, routes: publicRoutes(settings) })
    const guard = new Guard(this, settings, logs, api.deploymentStage.stageArn)
    const { domain } = settings
    if (domain) {
      const certificate = Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn)
      const props = {
        domainName: domain.name,
        certificate,
        mapping: api as IRestApi,
        securityPolicy: SecurityPolicy.TLS_1_2,
      }
      new DomainName(this, 'DomainName', { ...props, endpointType: EndpointType.REGIONAL })
    }
    const { region, urlSuffix } = Stack.of(this)
    this.originDomain = domain?.name ?? `${api.restApiId}.execute-api.${region}.${urlSuffix}`
    this.originPath = domain ? '' : `/${stageName}`
    this.url = `https://${this.originDomain}${this.originPath}`
    this.serverErrors = api.metricServerError({ period: fiveMinutes, statistic: 'Sum' })
    this.calls = api.metricCount({ period: fiveMinutes, statistic: 'Sum' })
    this.refused = guard
    this.latency = api.metricLatency({ period: fiveMinutes, statistic: 'p99' })
  }
}
