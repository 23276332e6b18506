import { App } from 'aws-cdk-lib/core'
import { describe, expect, test } from 'vitest'
import { allRoutes } from '../../functions/api/routes/index.ts'
import { chains } from '../../functions/bundles/all.ts'
import { pageRoutes } from '../../functions/pages/routes.ts'
import { settingsOf } from '../../infra/settings.ts'
import { tableDefinition, ttlAttribute } from '../../shared/table/definition.ts'
import { allows, type Place, places, policyOn } from './policies.ts'
import { summaryOf } from './summary.ts'
import {
  cdkContext,
  everywhere,
  farSettings,
  findings,
  type Resource,
  restUris,
  type Synthesized,
  synthesize,
} from './support.ts'

const withEdge = { edge: true, webAcl: false }
const httpDoor = synthesize('prod', { region: 'us-east-1', settings: { webAcl: false } })
const restDoor = synthesize('prod', { region: 'cn-north-1' })

describe.each(everywhere)('$stage in $region', ({ stage, region }) => {
  const made = synthesize(stage, { region })

  test('names no partition and no domain of one', () => {
    const text = JSON.stringify(made.template.toJSON())
      // Services are principals by the same names everywhere.
      .replaceAll(/"(Service|Principal)":"[a-z-]+\.amazonaws\.com"/g, '')
    const literal = /.{40}(arn:aws(-cn)?:|amazonaws\.com|cloudfront\.(net|cn)|\.api\.aws)/g
    expect(text.match(literal) ?? []).toEqual([])
  })

  test('fits a stack', () => {
    expect(Object.keys(made.resources).length).toBeLessThan(450)
    expect(JSON.stringify(made.template.toJSON()).length).toBeLessThan(950_000)
  })
})

describe('cdk-nag', () => {
  const places = [
    ['dev', 'us-east-1', {}],
    ['prod', 'cn-north-1', farSettings],
    ['prod', 'us-east-1', withEdge],
  ] as const

  test.each(places)('has nothing to say of %s in %s %j that is not acknowledged', (stage, region, settings) => {
    expect(findings(stage, region, { settings }).found).toEqual([])
  })

  test('would say all that is acknowledged: no reason is there for nothing', () => {
    const idle = places.map(([stage, region, settings]) => {
      const { found, acknowledged } = findings(stage, region, { settings, bare: true })
      return acknowledged.filter(
        ({ path, finding }) => !found.some(({ rule, path: at }) => rule === finding && at.startsWith(path)),
      )
    })
    expect(idle).toEqual(places.map(() => []))
  })

  test('is answered with the reasons that were reviewed', async () => {
    const lines = places.flatMap(([stage, region, settings]) =>
      findings(stage, region, { settings }).acknowledged.map(({ finding, reason }) => `- ${finding}: ${reason}`),
    )
    await expect(`${[...new Set(lines)].sort().join('\n')}\n`).toMatchFileSnapshot('golden/acknowledged.md')
  })
})

describe('the template is as it was reviewed', () => {
  test.each([
    ['dev', synthesize('dev', { region: 'us-east-1' })],
    ['prod-http', httpDoor],
    ['prod-cn', restDoor],
  ])('%s', async (name, made) => {
    await expect(summaryOf(made as Synthesized)).toMatchFileSnapshot(`golden/${name}.md`)
  })
})

describe('the table', () => {
  const definition = tableDefinition('mianshen-prod')
  const [table] = restDoor.all('AWS::DynamoDB::Table')

  test('is the one of the definition that the local stack makes', () => {
    const { TableName, BillingMode, KeySchema, GlobalSecondaryIndexes, AttributeDefinitions } = table!.Properties
    const indexes = GlobalSecondaryIndexes.map(({ WarmThroughput: _warm, ...index }: Record<string, unknown>) => index)
    expect({ TableName, BillingMode, KeySchema, GlobalSecondaryIndexes: indexes }).toEqual({
      TableName: definition.TableName,
      BillingMode: definition.BillingMode,
      KeySchema: definition.KeySchema,
      GlobalSecondaryIndexes: definition.GlobalSecondaryIndexes,
    })
    const byName = (a: { AttributeName?: string | undefined }, b: typeof a) =>
      String(a.AttributeName).localeCompare(String(b.AttributeName))
    expect([...AttributeDefinitions].sort(byName)).toEqual([...(definition.AttributeDefinitions ?? [])].sort(byName))
  })

  test('is as warm as the stage says, index by index, and a cold one where it says nothing', () => {
    const warm = { table: { reads: 12_000, writes: 40_000 }, due: { reads: 12_000, writes: 8000 } }
    const [{ Properties }] = synthesize('dev', { settings: { warm } }).all('AWS::DynamoDB::Table') as [Resource]
    expect(Properties.WarmThroughput).toEqual({ ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 40_000 })
    const [due, lists] = Properties.GlobalSecondaryIndexes
    expect(due).toMatchObject({
      IndexName: 'due',
      WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 8000 },
    })
    expect(lists.WarmThroughput).toBeUndefined()
    // DynamoDB refuses to warm a table to less than what a new one gives.
    expect(() => synthesize('dev', { settings: { warm: { table: { reads: 12_000, writes: 3999 } } } })).toThrow(
      'warm.table.writes',
    )
  })

  test('can be restored to any second, is encrypted with our key, forgets by TTL', () => {
    expect(table!.Properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      TimeToLiveSpecification: { AttributeName: ttlAttribute, Enabled: true },
    })
    expect(table!.Properties.SSESpecification.KMSMasterKeyId).toBeDefined()
  })

  test('streams what is written, as it is then', () => {
    const { StreamViewType } = definition.StreamSpecification ?? {}
    expect(table!.Properties.StreamSpecification).toEqual({ StreamViewType })
  })

  test.each([
    ['prod', true, 'Retain'],
    ['staging', true, 'Retain'],
    ['dev', false, 'Delete'],
  ])('of %s: deletion protection %s, and what becomes of it with the stack: %s', (stage, kept, policy) => {
    const [found] = synthesize(stage).all('AWS::DynamoDB::Table')
    expect(found!.Properties.DeletionProtectionEnabled ?? false).toBe(kept)
    expect(found!.DeletionPolicy).toBe(policy)
  })
})

describe('a table that was restored', () => {
  const tableName = 'mianshen-prod-r1'
  const tableStreamArn = `arn:aws-cn:dynamodb:cn-north-1:111111111111:table/${tableName}/stream/2026-03-02T01:00:00.000`
  const made = synthesize('prod', { region: 'cn-north-1', settings: { tableName, tableStreamArn, epoch: 1 } })

  test('takes the place of the stack’s own, which stays beside it: functions, leave and alarms are about it', () => {
    expect(made.all('AWS::DynamoDB::Table')).toEqual([])
    for (const { Properties } of made.all('AWS::Lambda::Function')) {
      expect(Properties.Environment.Variables).toMatchObject({ TABLE_NAME: tableName, EPOCH: '1' })
    }
    const leave = JSON.stringify(made.all('AWS::IAM::Policy'))
    expect(leave).toContain(`:table/${tableName}"`)
    expect(leave).toContain(`:table/${tableName}/index/due"`)
    const watched = made
      .all('AWS::CloudWatch::Alarm')
      .filter(({ Properties }) => Properties.Namespace === 'AWS/DynamoDB')
    for (const { Properties } of watched) expect(JSON.stringify(Properties.Dimensions)).toContain(tableName)
  })

  test('is not used before the epoch is raised: ids would come again', () => {
    const cdk = cdkContext()
    const settings = { stage: 'prod', alarmEmails: 'a@example.cn', tableName }
    expect(() => settingsOf(new App({ context: { ...cdk, ...settings } }).node)).toThrow(/raise "epoch"/)
    const raised = { ...cdk, ...settings, epoch: '1', tableStreamArn }
    expect(settingsOf(new App({ context: raised }).node)).toMatchObject({ epoch: 1 })
  })

  test('is not used before its stream is named: nothing would be kept apart', () => {
    const settings = { stage: 'prod', alarmEmails: 'a@example.cn', tableName, epoch: '1' }
    expect(() => settingsOf(new App({ context: { ...cdkContext(), ...settings } }).node)).toThrow(/"tableStreamArn"/)
    const [mapping] = made
      .all('AWS::Lambda::EventSourceMapping')
      .filter(({ Properties }) => Properties.EventSourceArn === tableStreamArn)
    expect(mapping).toBeDefined()
  })
})

describe('what holds data stays when the stack goes, in production', () => {
  const holding = [
    'AWS::DynamoDB::Table',
    'AWS::S3::Bucket',
    'AWS::SQS::Queue',
    'AWS::KMS::Key',
    'AWS::SecretsManager::Secret',
  ]
  test.each(holding)('%s', (type) => {
    for (const { DeletionPolicy } of restDoor.all(type)) expect(DeletionPolicy).toBe('Retain')
  })
})

describe('the HTTP API', () => {
  const routes = httpDoor.all('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties)

  test('has every route of the API and the pages, and asks a token of all but the public ones', () => {
    const expected = allRoutes.map(({ method, path, access }) => [
      `${method.toUpperCase()} ${path}`,
      access === 'none' ? 'NONE' : 'JWT',
    ])
    for (const { method, path } of pageRoutes) expected.push([`${method} ${path}`, 'NONE'])
    expect(routes.map(({ RouteKey, AuthorizationType }) => [RouteKey, AuthorizationType]).sort()).toEqual(
      expected.sort(),
    )
  })

  test('takes tokens of the issuer and for the audience that the functions check again', () => {
    const [authorizer] = httpDoor.all('AWS::ApiGatewayV2::Authorizer')
    const { jwt } = httpDoor.stack.settings
    expect(authorizer!.Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: jwt.issuer, Audience: [jwt.audience] },
    })
  })

  test('is throttled', () => {
    const [stage] = httpDoor.all('AWS::ApiGatewayV2::Stage')
    expect(stage!.Properties.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: 3000,
      ThrottlingBurstLimit: 5000,
    })
  })
})

describe('access logs', () => {
  const personal = /path\b|userAgent|requestBody|querystring|user\b/i
  const http = httpDoor.all('AWS::ApiGatewayV2::Stage')[0]!.Properties.AccessLogSettings.Format
  const rest = restDoor.all('AWS::ApiGateway::Stage')[0]!.Properties.AccessLogSetting.Format

  test.each([
    ['HTTP', http],
    ['REST', rest],
  ])('of the %s API say from where, when and what was called, by the route as declared', (_, format) => {
    const fields = JSON.parse(format) as Record<string, string>
    for (const value of Object.values(fields)) {
      expect(value.replace('$context.resourcePath', '')).not.toMatch(personal)
    }
    expect(fields).toMatchObject({ address: '$context.identity.sourceIp', request: '$context.requestId' })
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(['at', 'route', 'status']))
  })

  test('say who called where the gateway knows it', () => {
    expect(JSON.parse(http).caller).toBe('$context.authorizer.claims.sub')
  })
})

describe('logs', () => {
  test.each([
    ['HTTP', httpDoor],
    ['REST', restDoor],
  ])('of a stage with the %s API are all kept half a year, encrypted, by a service that may use the key', (_, made) => {
    const groups = made.all('AWS::Logs::LogGroup')
    const [place] = places.filter(({ region }) => region === made.stack.region) as [Place]
    for (const { Properties } of groups) {
      expect(Properties.RetentionInDays).toBeGreaterThanOrEqual(180)
      const id = Properties.KmsKeyId['Fn::GetAtt'][0] as string
      const arn = `arn:${place.partition}:logs:${place.region}:${place.account}:log-group:${Properties.LogGroupName}`
      const context = { 'kms:EncryptionContext:aws:logs:arn': arn }
      const service = `logs.${place.region}.${place.urlSuffix}`
      for (const action of ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey']) {
        expect(allows(policyOn(made, id), { service, action, resource: '*', context }, place), action).toBe(true)
      }
    }
    expect(groups.length).toBeGreaterThan(functionCount)
  })

  const functionCount = restDoor.all('AWS::Lambda::Function').length

  test('can’t be thrown away sooner where data are kept', () => {
    const cdk = cdkContext()
    const stages = cdk.stages as Record<string, object>
    const prod = { ...stages.prod, alarmEmails: ['a@example.cn'], logDays: 90 }
    const app = new App({ context: { ...cdk, stage: 'prod', stages: { ...stages, prod } } })
    expect(() => settingsOf(app.node)).toThrow(/"logDays" must be 184/)
  })
})

describe('production', () => {
  test('is far from the five hundred resources that a stack may have', () => {
    expect(Object.keys(restDoor.resources).length).toBeLessThan(375)
  })

  test('has no resource that is there for a bundle, and none more when there is one more', () => {
    const names = Object.entries(restDoor.resources).map(([id, { Properties = {} }]) =>
      [id, ...['QueueName', 'FunctionName', 'AlarmName', 'DashboardName'].map((name) => Properties[name])].join(' '),
    )
    for (const { bundle } of chains) {
      const asId = bundle.replaceAll('-', '')
      expect(names.filter((name) => name.includes(bundle) || name.includes(asId))).toEqual([])
    }
  })
})

describe('the REST API, for the web ACL', () => {
  test('has every route of the API and the pages', () => {
    const [api] = restDoor.all('AWS::ApiGateway::RestApi')
    expect(restUris(api!)).toHaveLength(allRoutes.length + pageRoutes.length)
  })

  test('asks the function before a page’s call, where pages may call', () => {
    const pages = synthesize('prod', { settings: { allowOrigins: ['https://pages.example.cn'] } })
    const [api] = pages.all('AWS::ApiGateway::RestApi')
    const paths = Object.keys(api!.Properties.Body.paths)
    expect(restUris(api!)).toHaveLength(allRoutes.length + pageRoutes.length + paths.length)
  })

  const rulesOf = (made: Synthesized) => {
    const [acl] = made.all('AWS::WAFv2::WebACL')
    expect(acl!.Properties.Scope).toBe('REGIONAL')
    const rules = acl!.Properties.Rules as { Name: string; Statement: { RateBasedStatement?: RateBased } }[]
    return Object.fromEntries(rules.map(({ Name, Statement }) => [Name, Statement.RateBasedStatement]))
  }
  interface RateBased {
    Limit: number
    AggregateKeyType: string
    CustomKeys?: unknown
    ScopeDownStatement?: unknown
  }

  test('is behind a web ACL that counts by token or session, and by address only who shows neither, or floods', () => {
    expect(restDoor.all('AWS::WAFv2::WebACLAssociation')).toHaveLength(1)
    const rules = rulesOf(restDoor)
    expect(rules['one-token-too-often']).toMatchObject({
      AggregateKeyType: 'CUSTOM_KEYS',
      CustomKeys: [{ Header: { Name: 'authorization' } }],
    })
    expect(rules['one-token-too-often']?.ScopeDownStatement).toBeUndefined()
    expect(rules['no-token-too-often']).toMatchObject({ AggregateKeyType: 'IP', Limit: 2000 })
    expect(rules['one-session-too-often']).toMatchObject({
      AggregateKeyType: 'CUSTOM_KEYS',
      CustomKeys: [{ Cookie: { Name: '__Host-mianshen' } }],
    })
    expect(JSON.stringify(rules['no-token-too-often']?.ScopeDownStatement)).toMatch(
      /^{"AndStatement":.*"NotStatement":.*"authorization".*"NotStatement":.*"__Host-mianshen"/,
    )
    // A hospital's platform is one address and thousands of people.
    expect(rules['one-address-too-often']?.Limit).toBeGreaterThanOrEqual(50 * 2000)
  })

  test('lets platforms and networks that are named call as often as they like, by their tokens', () => {
    const settings = { webAclExcept: ['203.0.113.0/24', '2001:db8::/32'] }
    const made = synthesize('prod', { region: 'cn-north-1', settings })
    const addresses = made.all('AWS::WAFv2::IPSet').map(({ Properties }) => Properties.Addresses)
    expect(addresses).toEqual([['203.0.113.0/24'], ['2001:db8::/32']])
    const rules = rulesOf(made)
    for (const name of ['no-token-too-often', 'one-address-too-often']) {
      expect(JSON.stringify(rules[name]).match(/IPSetReferenceStatement/g)).toHaveLength(2)
    }
    expect(JSON.stringify(rules['one-token-too-often'])).not.toContain('IPSet')
  })

  test('logs what the web ACL blocks or counts, and no token', () => {
    const [logging] = restDoor.all('AWS::WAFv2::LoggingConfiguration')
    expect(JSON.stringify(logging!.Properties.LogDestinationConfigs)).toContain('aws-waf-logs-mianshen-prod')
    expect(logging!.Properties.RedactedFields).toEqual([{ SingleHeader: { Name: 'authorization' } }])
  })

  test('neither the web ACL nor the logs take samples of requests', () => {
    const [acl] = restDoor.all('AWS::WAFv2::WebACL')
    expect(JSON.stringify(acl!.Properties)).not.toContain('"SampledRequestsEnabled":true')
    const [stage] = restDoor.all('AWS::ApiGateway::Stage')
    for (const settings of stage!.Properties.MethodSettings) expect(settings.DataTraceEnabled).toBe(false)
  })

  test('takes the place of the HTTP API', () => {
    expect(restDoor.all('AWS::ApiGatewayV2::Api')).toHaveLength(0)
    expect(httpDoor.all('AWS::ApiGateway::RestApi')).toHaveLength(0)
    expect(httpDoor.all('AWS::WAFv2::WebACL')).toHaveLength(0)
  })
})

describe('the edge', () => {
  const made = synthesize('prod', { region: 'us-east-1', settings: withEdge })

  test('is there when asked for', () => {
    expect(made.all('AWS::CloudFront::Distribution')).toHaveLength(1)
    expect(httpDoor.all('AWS::CloudFront::Distribution')).toHaveLength(0)
  })

  test('passes on no token, no cookie and no query, so it can only ever hold what is public', () => {
    const [policy] = made.all('AWS::CloudFront::CachePolicy')
    expect(policy!.Properties.CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
      HeadersConfig: { HeaderBehavior: 'none' },
      CookiesConfig: { CookieBehavior: 'none' },
      QueryStringsConfig: { QueryStringBehavior: 'none' },
    })
    const config = made.all('AWS::CloudFront::Distribution')[0]!.Properties.DistributionConfig
    expect(config.DefaultCacheBehavior.OriginRequestPolicyId).toBeUndefined()
    expect(config.DefaultCacheBehavior.AllowedMethods).toEqual(['GET', 'HEAD'])
    expect(config.CacheBehaviors).toBeUndefined()
  })

  test('keeps nothing that the answer does not allow to be kept', () => {
    const [policy] = made.all('AWS::CloudFront::CachePolicy')
    expect(policy!.Properties.CachePolicyConfig).toMatchObject({ DefaultTTL: 0, MinTTL: 0 })
  })
})

describe('names and context', () => {
  test('stages of one account never collide', () => {
    const names = (stage: string) =>
      Object.values(synthesize(stage).resources).flatMap(({ Properties = {} }) =>
        [
          'TableName',
          'QueueName',
          'FunctionName',
          'AlarmName',
          'TopicName',
          'LogGroupName',
          'DashboardName',
          'AliasName',
        ]
          .map((property) => Properties[property])
          .filter((name) => typeof name === 'string'),
      )
    const dev = new Set(names('dev'))
    expect(names('prod').filter((name) => dev.has(name))).toEqual([])
    for (const name of names('prod')) expect(name).toContain('mianshen-prod')
  })

  test('everything that can bears the stage as a tag', () => {
    const [table] = restDoor.all('AWS::DynamoDB::Table')
    expect(table!.Properties.Tags).toContainEqual({ Key: 'stage', Value: 'prod' })
  })

  test('an unknown stage and a wrong setting are said, with the place', () => {
    const context = cdkContext()
    expect(() => settingsOf(new App({ context: { ...context, stage: 'moon' } }).node)).toThrow('no stage "moon"')
    const stages = context.stages as Record<string, object>
    const wrong = { ...stages, dev: { ...stages.dev, logDays: 8 } }
    expect(() => settingsOf(new App({ context: { ...context, stages: wrong } }).node)).toThrow('logDays')
  })

  test.each([
    ['cn-north-1', undefined, 'sm'],
    ['cn-north-1', 'international', 'aes'],
    ['us-east-1', undefined, 'aes'],
    ['us-east-1', 'sm', 'sm'],
  ])('in %s, told %s, new keys are to be %s', (region, crypto, scheme) => {
    const made = synthesize('dev', { region, settings: crypto === undefined ? {} : { crypto } })
    expect(made.template.toJSON().Outputs.KeysScheme.Value).toBe(scheme)
  })

  test('own names of API and edge come from the context', () => {
    const made = synthesize('prod', {
      settings: {
        ...withEdge,
        domain: { name: 'api.example.cn', certificateArn: 'arn:aws-cn:acm:cn-north-1:111111111111:certificate/a' },
        edgeDomain: { name: 'www.example.cn', certificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/b' },
      },
      region: 'us-east-1',
    })
    expect(made.all('AWS::ApiGatewayV2::DomainName')[0]!.Properties.DomainName).toBe('api.example.cn')
    const { Aliases, ViewerCertificate } = made.all('AWS::CloudFront::Distribution')[0]!.Properties.DistributionConfig
    expect(Aliases).toEqual(['www.example.cn'])
    expect(ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021')
    const rest = synthesize('prod', {
      settings: {
        domain: { name: 'api.example.cn', certificateArn: 'arn:aws-cn:acm:cn-north-1:111111111111:certificate/a' },
      },
    })
    expect(rest.all('AWS::ApiGateway::DomainName')[0]!.Properties.DomainName).toBe('api.example.cn')
  })
})
