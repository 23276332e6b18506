/**
 * The door as a regional REST API: what the HTTP API can't have, a web ACL in the stack's own region. Tokens are
 * checked by the functions alone, which they do behind either door. Its routes are one document, and so one resource of
 * the stack however many there are; a browser's question before a call (OPTIONS) is answered by the function, as the call.
 */

import {
  AccessLogFormat,
  ApiDefinition,
  DomainName,
  EndpointType,
  type IRestApi,
  LogGroupLogDestination,
  MethodLoggingLevel,
  SecurityPolicy,
  SpecRestApi,
} from 'aws-cdk-lib/aws-apigateway'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { apiFunctions } from '../../../functions/runtime.ts'
import { acknowledge } from '../../nag.ts'
import { gatewayRoutes } from '../../routes.ts'
import type { Settings } from '../../settings.ts'
import { fiveMinutes } from '../alarms.ts'
import type { Logs } from '../logs.ts'
import type { TaskFunction } from '../task-function.ts'
import { type ApiFunctions, accessLogFields, type Door } from './door.ts'
import { Guard } from './guard.ts'

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
  private readonly api: SpecRestApi

  constructor(scope: Construct, settings: Settings, functions: ApiFunctions, logs: Logs) {
    super(scope, 'RestDoor')
    this.api = this.makeApi(settings, functions, logs)
    for (const name of apiFunctions) this.mayCall(functions[name])
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

  private makeApi(settings: Settings, functions: ApiFunctions, logs: Logs): SpecRestApi {
    const { prefix, throttle, allowOrigins } = settings
    const logGroup = logs.group(this, 'AccessLogs', `/aws/apigateway/${prefix}-rest`)
    const api = new SpecRestApi(this, 'Api', {
      restApiName: prefix,
      apiDefinition: ApiDefinition.fromInline({
        openapi: '3.0.1',
        info: { title: prefix, version: '1' },
        paths: pathsOf(this, functions, allowOrigins.length > 0),
      }),
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
    })
    acknowledge(
      api,
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      'The role of the account by which API Gateway writes logs; this policy is made for it and for nothing else.',
    )
    acknowledge(api, 'AwsSolutions-APIG2', 'The functions check every field by schema and answer in plain Chinese.')
    return api
  }

  /** One leave for the whole API, not one a route: a function's policy holds 20 kB at most. */
  private mayCall({ live }: TaskFunction): void {
    live.addPermission('RestDoor', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: this.api.arnForExecuteApi('*'),
    })
  }
}

/** All routes as OpenAPI's `paths`, each with the function that answers. */
function pathsOf(scope: Construct, functions: ApiFunctions, fromPages: boolean): Record<string, object> {
  const { partition, region } = Stack.of(scope)
  const answeredBy = (to: keyof ApiFunctions, path: string) => ({
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
      return { name, in: 'path', required: true, schema: { type: 'string' } }
    }),
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${functions[to].live.functionArn}/invocations`,
    },
  })
  const paths: Record<string, Record<string, object>> = {}
  for (const { method, path, to } of gatewayRoutes) {
    paths[path] ??= fromPages ? { options: answeredBy(to, path) } : {}
    paths[path][method.toLowerCase()] = answeredBy(to, path)
  }
  return paths
}
