/**
 * A REST API of routes that functions answer. Its routes are one document, and so one resource of the stack however many
 * there are; a browser's question before a call (OPTIONS) is answered by the function, as the call. Tokens are checked by
 * the functions alone, which they do behind any door.
 */
import {
  AccessLogFormat,
  ApiDefinition,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  SpecRestApi,
} from 'aws-cdk-lib/aws-apigateway'
import { type PolicyDocument, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { apiFunctions } from '../../../functions/runtime.ts'
import { acknowledge } from '../../nag.ts'
import type { GatewayRoute } from '../../routes.ts'
import type { Settings } from '../../settings.ts'
import type { Logs } from '../logs.ts'
import { type ApiFunctions, accessLogFields } from './door.ts'

/** The stage of every REST API of ours, and the first part of its paths. */
export const stageName = 'api'

/** What is to be had behind which door, and who may come. */
export interface RestApiOptions {
  readonly settings: Settings
  readonly functions: ApiFunctions
  readonly logs: Logs
  readonly routes: readonly GatewayRoute[]
  /** Only through these VPC endpoints, as the policy says; without them from anywhere in the region's network. */
  readonly within?: { readonly policy: PolicyDocument; readonly vpcEndpointIds: readonly string[] }
}

/** Makes the API under `scope`, with leave to call its functions. */
export function restApi(scope: Construct, options: RestApiOptions): SpecRestApi {
  const { settings, functions, logs, routes, within } = options
  const { prefix, throttle, allowOrigins } = settings
  const name = within ? `${prefix}-private` : prefix
  const logGroup = logs.group(scope, 'AccessLogs', `/aws/apigateway/${prefix}-${within ? 'private' : 'rest'}`)
  const api = new SpecRestApi(scope, 'Api', {
    restApiName: name,
    apiDefinition: ApiDefinition.fromInline({
      openapi: '3.0.1',
      info: { title: name, version: '1' },
      paths: pathsOf(scope, routes, functions, allowOrigins.length > 0),
      ...(within ? { 'x-amazon-apigateway-endpoint-configuration': { vpcEndpointIds: within.vpcEndpointIds } } : {}),
    }),
    endpointTypes: [within ? EndpointType.PRIVATE : EndpointType.REGIONAL],
    ...(within ? { policy: within.policy } : {}),
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
  // One leave for the whole API, not one a route: a function's policy holds 20 kB at most.
  for (const to of apiFunctions) {
    functions[to].live.addPermission(scope.node.id, {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: api.arnForExecuteApi('*'),
    })
  }
  return api
}

/** Routes as OpenAPI's `paths`, each with the function that answers. */
function pathsOf(
  scope: Construct,
  routes: readonly GatewayRoute[],
  functions: ApiFunctions,
  fromPages: boolean,
): Record<string, object> {
  const { partition, region } = Stack.of(scope)
  const answeredBy = (to: keyof ApiFunctions, path: string) => ({
    parameters: [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => {
      return { name, in: 'path', required: true, schema: { type: 'string' } }
    }),
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${functions[to].live.functionArn}/invocations`,
    },
  })
  const paths: Record<string, Record<string, object>> = {}
  for (const { method, path, to } of routes) {
    paths[path] ??= fromPages ? { options: answeredBy(to, path) } : {}
    paths[path][method.toLowerCase()] = answeredBy(to, path)
  }
  return paths
}
