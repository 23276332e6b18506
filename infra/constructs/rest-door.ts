/**
 * The door as a regional REST API: what the HTTP API can't have, a web ACL in the stack's own region. Tokens are
 * checked by the functions alone, which they do behind either door.
 */

import {
  AccessLogFormat,
  AuthorizationType,
  DomainName,
  EndpointType,
  type IRestApi,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { acknowledge } from '../nag.ts'
import { gatewayRoutes } from '../routes.ts'
import type { Settings } from '../settings.ts'
import { fiveMinutes } from './alarms.ts'
import { type ApiFunctions, accessLogFields, type Door } from './door.ts'
import { Guard } from './guard.ts'
import type { Logs } from './logs.ts'

const stageName = 'api'

/** A REST API with all routes behind a web ACL. */
export class RestDoor extends Construct implements Door {
  readonly url: string
  readonly originDomain: string
  readonly originPath: string
  readonly serverErrors: IMetric
  readonly latency: IMetric
  readonly calls: IMetric
  readonly refused: NonNullable<Door['refused']>
  private readonly api: RestApi

  constructor(scope: Construct, settings: Settings, functions: ApiFunctions, logs: Logs) {
    super(scope, 'RestDoor')
    this.api = this.makeApi(settings, logs)
    this.addRoutes(functions)
    const guard = new Guard(this, settings, logs, this.api.deploymentStage.stageArn)
    const { domain } = settings
    if (domain) {
      const certificate = Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn)
      const props = {
        domainName: domain.name,
        certificate,
        mapping: this.api as IRestApi,
        securityPolicy: SecurityPolicy.TLS_1_2,
      }
      new DomainName(this, 'DomainName', { ...props, endpointType: EndpointType.REGIONAL })
    }
    const { region, urlSuffix } = Stack.of(this)
    this.originDomain = domain?.name ?? `${this.api.restApiId}.execute-api.${region}.${urlSuffix}`
    this.originPath = domain ? '' : `/${stageName}`
    this.url = `https://${this.originDomain}${this.originPath}`
    this.serverErrors = this.api.metricServerError({ period: fiveMinutes, statistic: 'Sum' })
    this.calls = this.api.metricCount({ period: fiveMinutes, statistic: 'Sum' })
    this.refused = guard
    this.latency = this.api.metricLatency({ period: fiveMinutes, statistic: 'p99' })
  }

  private makeApi(settings: Settings, logs: Logs): RestApi {
    const { prefix, throttle, allowOrigins } = settings
    const logGroup = logs.group(this, 'AccessLogs', `/aws/apigateway/${prefix}-rest`)
    const api = new RestApi(this, 'Api', {
      restApiName: prefix,
      endpointTypes: [EndpointType.REGIONAL],
      // Logs of a REST API need a role at the account; it stays, for other APIs of the account use it as well.
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
      deployOptions: {
        stageName,
        throttlingRateLimit: throttle.rate,
        throttlingBurstLimit: throttle.burst,
        metricsEnabled: true,
        tracingEnabled: true,
        // Errors only, and never the data: bodies and paths are about persons.
        loggingLevel: MethodLoggingLevel.ERROR,
        dataTraceEnabled: false,
        accessLogDestination: new LogGroupLogDestination(logGroup),
        accessLogFormat: AccessLogFormat.custom(
          JSON.stringify(accessLogFields('$context.httpMethod $context.resourcePath', {})),
        ),
      },
      ...(allowOrigins.length > 0 ? { defaultCorsPreflightOptions: cors(allowOrigins) } : {}),
    })
    acknowledge(
      api,
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      'The role of the account by which API Gateway writes logs; this policy is made for it and for nothing else.',
    )
    acknowledge(api, 'AwsSolutions-APIG2', 'The functions check every field by schema and answer in plain Chinese.')
    acknowledge(
      api,
      'AwsSolutions-APIG4',
      'The functions check the token of every call, in one place, behind any door.',
    )
    acknowledge(
      api,
      'AwsSolutions-COG4',
      'There are no Cognito user pools in every partition; the issuer is the bureau’s.',
    )
    return api
  }

  private addRoutes(functions: ApiFunctions): void {
    // One leave for the whole API, not one a route: a function's policy holds 20 kB at most.
    const options = { scopePermissionToMethod: false }
    const integrations = {
      citizen: new LambdaIntegration(functions.citizen.live, options),
      agency: new LambdaIntegration(functions.agency.live, options),
      desk: new LambdaIntegration(functions.desk.live, options),
    }
    for (const { method, path, to } of gatewayRoutes) {
      const resource = this.api.root.resourceForPath(path)
      resource.addMethod(method, integrations[to], { authorizationType: AuthorizationType.NONE })
    }
  }
}

function cors(allowOrigins: readonly string[]) {
  return {
    allowOrigins: [...allowOrigins],
    allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match', 'x-request-id'],
    exposeHeaders: ['X-Request-Id', 'Retry-After', 'ETag'],
  }
}
