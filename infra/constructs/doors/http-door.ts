/** The door as an HTTP API: a JWT authorizer at the gateway, throttling, access logs. */

import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  CorsHttpMethod,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { Duration, Fn } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { acknowledge } from '../../nag.ts'
import { publicRoutes } from '../../routes.ts'
import type { Settings } from '../../settings.ts'
import { fiveMinutes } from '../alarms.ts'
import type { Logs } from '../logs.ts'
import { type ApiFunctions, accessLogFields, type Door } from './door.ts'

/** An HTTP API. */
export class HttpDoor extends Construct implements Door {
  readonly url: string
  readonly originDomain: string
  readonly originPath = ''
  readonly serverErrors: IMetric
  readonly latency: IMetric
  readonly calls: IMetric
  private readonly api: HttpApi

  constructor(scope: Construct, settings: Settings, functions: ApiFunctions, logs: Logs) {
    super(scope, 'HttpDoor')
    this.api = new HttpApi(this, 'Api', {
      apiName: settings.prefix,
      createDefaultStage: false,
      ...(settings.allowOrigins.length > 0 ? { corsPreflight: cors(settings) } : {}),
    })
    this.addRoutes(settings, functions)
    const stage = this.addStage(settings, logs)
    this.url = settings.domain ? `https://${settings.domain.name}` : this.api.apiEndpoint
    this.originDomain = settings.domain?.name ?? Fn.select(2, Fn.split('/', this.api.apiEndpoint))
    this.serverErrors = stage.metricServerError({ period: fiveMinutes, statistic: 'Sum' })
    this.calls = stage.metricCount({ period: fiveMinutes, statistic: 'Sum' })
    this.latency = stage.metricLatency({ period: fiveMinutes, statistic: 'p99' })
  }

  private addRoutes(settings: Settings, functions: ApiFunctions): void {
    const { jwt } = settings
    const authorizer = new HttpJwtAuthorizer('Token', jwt.issuer, { jwtAudience: [jwt.audience] })
    // One leave for the whole API, not one a route: a function's policy holds 20 kB at most.
    const options = { scopePermissionToRoute: false }
    const integrations = {
      citizen: new HttpLambdaIntegration('Citizen', functions.citizen.live, options),
      agency: new HttpLambdaIntegration('Agency', functions.agency.live, options),
      desk: new HttpLambdaIntegration('Desk', functions.desk.live, options),
      pages: new HttpLambdaIntegration('Pages', functions.pages.live, options),
    }
    for (const { method, path, to, open } of publicRoutes(settings)) {
      const [route] = this.api.addRoutes({
        path,
        methods: [HttpMethod[method]],
        integration: integrations[to],
        authorizer: open ? new HttpNoneAuthorizer() : authorizer,
      })
      if (open && route)
        acknowledge(
          route,
          'AwsSolutions-APIG4',
          'The same for everyone and without personal data, or a page, which opens its cookie itself.',
        )
    }
  }

  private addStage(settings: Settings, logs: Logs): HttpStage {
    const { throttle, domain } = settings
    const logGroup = logs.group(this, 'AccessLogs', `/aws/apigateway/${settings.prefix}`)
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: throttle.rate, burstLimit: throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(
          JSON.stringify(accessLogFields('$context.routeKey', { caller: '$context.authorizer.claims.sub' })),
        ),
      },
      ...(domain ? { domainMapping: { domainName: this.domainName(domain) } } : {}),
    })
  }

  private domainName({ name, certificateArn }: NonNullable<Settings['domain']>): DomainName {
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', certificateArn)
    return new DomainName(this, 'DomainName', { domainName: name, certificate })
  }
}

function cors({ allowOrigins }: Settings) {
  return {
    allowOrigins,
    allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match', 'on-behalf-of', 'x-request-id'],
    exposeHeaders: ['X-Request-Id', 'Retry-After', 'ETag'],
    maxAge: Duration.hours(1),
  }
}
