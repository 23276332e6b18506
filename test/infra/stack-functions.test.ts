import { describe, expect, test } from 'vitest'
import { routes as agencyRoutes } from '../../functions/agency/routes.ts'
import { allRoutes } from '../../functions/api/routes/index.ts'
import { nameOf as callOf } from '../../functions/calls/route.ts'
import { routes as citizenRoutes } from '../../functions/citizen/routes.ts'
import { deskPatience } from '../../functions/desk/ports.ts'
import { deskRoute } from '../../functions/desk/route.ts'
import { authConfig } from '../../functions/http/deployed.ts'
import { apiFunctions, type FunctionName, functionNames, runtimeConfig } from '../../functions/runtime.ts'
import { functionSpecs, type TableUse, tableActions } from '../../infra/functions.ts'
import { sqsQueues } from '../../shared/sqs.ts'
import { dynamoTable } from '../../shared/table/dynamo.ts'
import type { Table, Write } from '../../shared/table/table.ts'
import { patience } from '../../shared/wire/wire.ts'
import { places, type Statement, textOf } from './policies.ts'
import { aliasIn, type Resource, synthesize } from './support.ts'
import { indexUses, tableUses, variablesNamed } from './uses.ts'

const made = synthesize('prod')
const prefix = 'mianshen-prod-'

/** All deployed functions: name, code, resource. */
const functions = Object.entries(made.resources)
  .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
  .map(([id, resource]) => {
    const name = String(resource.Properties.FunctionName).slice(prefix.length)
    return { id, name, code: name.replace(/^worker-.*/, 'worker') as FunctionName, resource }
  })

/** The queues of receipts, of which each partner has one. */
const everyonesReceipts = 'receipts-*'

/** Those that take events in. */
const takingIn: FunctionName[] = ['agency', 'inbox', 'pages']

describe.each(functions)('the function $name', ({ id, code, resource: { Properties } }) => {
  const spec = functionSpecs[code]

  test('runs on Node 24 on ARM, with memory and time of its own, traced', () => {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: spec.memory,
      Timeout: spec.timeout,
      TracingConfig: { Mode: 'Active' },
    })
  })

  test('is told exactly what it reads', async () => {
    const read = await variablesRead(code)
    const given = Object.keys(Properties.Environment.Variables)
    expect(given.sort()).toEqual([...read].filter((name) => !fromLambda.includes(name)).sort())
  })

  test('holds no secret in its environment', () => {
    expect(JSON.stringify(Properties.Environment)).not.toMatch(/resolve:|SecretString/)
  })

  test('writes to a log that is not kept for ever', () => {
    const logs = made.resources[Properties.LoggingConfig.LogGroup.Ref]!
    expect(logs.Properties.RetentionInDays).toBeGreaterThanOrEqual(184)
  })

  test('may do what its code does, and nothing more', () => {
    const leave = [...leaveOf(id)].filter((line) => !ofStreams.includes(line.split(' ')[0] as string))
    const table = leave.filter((line) => line.startsWith('dynamodb:') && line.endsWith(' Table')).sort()
    const expected = [...new Set(tableUses(code).map((use) => `${tableActions[use]} Table`))].sort()
    expect(table).toEqual(expected)
    const indexes = leave.filter((line) => line.startsWith('dynamodb:') && !line.endsWith(' Table')).sort()
    expect(indexes).toEqual(indexUses(code).map((index) => `dynamodb:Query Table/index/${index}`))
  })

  test('may send to the queues whose addresses it has, and to no other', () => {
    const sends = [...leaveOf(id)].filter((line) => line.startsWith('sqs:SendMessage '))
    // Lambda tells there, in the function's name, of what was given up.
    const given = code === 'records' ? ['records-dlq'] : []
    const queues = spec.sends.map((queue) => (queue === 'receipts' ? everyonesReceipts : queue))
    expect(sends.sort()).toEqual([...queues, ...given].map((queue) => `sqs:SendMessage ${queue}`).sort())
  })

  test('reads no queue but its own', () => {
    const reads = [...leaveOf(id)].filter((line) => line.startsWith('sqs:ReceiveMessage '))
    const sources = made
      .all('AWS::Lambda::EventSourceMapping')
      .filter((mapping) => aliasIn(made, mapping.Properties.FunctionName).functionId === id)
      .filter(({ Properties: { StartingPosition } }) => StartingPosition === undefined)
      .map((mapping) => `sqs:ReceiveMessage ${nameOf(mapping.Properties.EventSourceArn)}`)
    expect(reads.sort()).toEqual(sources.sort())
  })

  test('has no other leave', () => {
    const kinds = new Set([...leaveOf(id)].map((line) => line.split(' ')[0]))
    const known = [
      ...Object.values(tableActions),
      ...['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      ...['kms:Decrypt', 'kms:GenerateDataKey', 'secretsmanager:GetSecretValue'],
      ...['logs:CreateLogStream', 'logs:PutLogEvents', 'xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
      ...(takingIn.includes(code) ? ['s3:PutObject'] : []),
      ...(code === 'records' ? [...ofStreams, 's3:PutObject'] : []),
    ]
    for (const kind of kinds) expect(known).toContain(kind)
    for (const line of leaveOf(id)) {
      // Neither traces nor the list of streams have a resource to name.
      if (line.includes('*') && line !== `sqs:SendMessage ${everyonesReceipts}`)
        expect(line).toMatch(/^(xray:Put(TraceSegments|TelemetryRecords)|dynamodb:ListStreams) \*$/)
    }
    expect(JSON.stringify(made.resources[Properties.Role['Fn::GetAtt'][0]])).not.toContain('ManagedPolicyArns')
  })
})

test('who takes events in may add to the archive, and neither read nor delete there', () => {
  const touching = functions.flatMap(({ name, id }) =>
    [...leaveOf(id)].filter((line) => /^s3:.*ArchiveBucket/.test(line)).map((line) => `${name} ${line}`),
  )
  expect(touching.sort()).toEqual(takingIn.map((name) => `${name} s3:PutObject ArchiveBucket`))
})

test('no function changes or takes away a line of the audit trail in the table, and only those that answer calls add one', () => {
  for (const { name, resource } of functions) {
    const role = resource.Properties.Role['Fn::GetAtt'][0] as string
    const denied = made
      .all('AWS::IAM::Policy')
      .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(`"${role}"`))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
      .filter(({ Effect }) => Effect === 'Deny')
    expect(denied, name).toHaveLength(1)
    const adds = (apiFunctions as readonly string[]).includes(name) ? [] : ['PutItem', 'BatchWriteItem']
    const [{ Action, Condition }] = denied as [Statement]
    expect([Action].flat().sort()).toEqual(['UpdateItem', 'DeleteItem', ...adds].map((one) => `dynamodb:${one}`).sort())
    expect(Condition).toEqual({ 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['U#*'] } })
  }
})

test('nothing but the function that keeps it apart has any leave to the bucket of the audit trail, and that one only to add', () => {
  const touching = functions.flatMap(({ name, id }) =>
    [...leaveOf(id)].filter((line) => /^s3:.*RecordsAudit/.test(line)).map((line) => `${name} ${line}`),
  )
  expect(touching).toEqual(['records s3:PutObject RecordsAudit'])
})

test('nothing but that function adds to the facts for analysts, and nothing of the system reads them', () => {
  const touching = functions.flatMap(({ name, id }) =>
    [...leaveOf(id)].filter((line) => /^s3:.*RecordsFacts/.test(line)).map((line) => `${name} ${line}`),
  )
  expect(touching).toEqual(['records s3:PutObject RecordsFacts'])
})

test('functions that send nothing have no part in the key of the messages', () => {
  const desk = functions.find(({ name }) => name === 'desk')!
  expect([...leaveOf(desk.id)].filter((line) => line.startsWith('kms:'))).toEqual(['kms:Decrypt StoreDataKey'])
})

test('only the offices’ function, the pages that call the same, and the proof may read the whole table', () => {
  const scanning = functions.filter(({ id }) => [...leaveOf(id)].some((line) => line.startsWith('dynamodb:Scan')))
  expect(scanning.map(({ name }) => name)).toEqual(['agency', 'pages', 'proof'])
})

test('what people call is held ready, and the clock never runs twice at a time', () => {
  const reserved = Object.fromEntries(
    functions.map(({ name, resource }) => [name, resource.Properties.ReservedConcurrentExecutions]),
  )
  expect(reserved).toMatchObject({ citizen: 200, agency: 50, desk: 100, clock: 1 })
})

test.each([
  ['citizen', citizenRoutes],
  ['agency', agencyRoutes],
  ['desk', [deskRoute]],
] as const)('the function %s answers the routes that say so, and no others', (name, routes) => {
  const saying = allRoutes.filter(({ served }) => served === name)
  expect(routes.map(callOf).sort()).toEqual(saying.map(callOf).sort())
})

describe('the leave that a use of the table needs is that of the request it makes', () => {
  const key = { pk: 'a', sk: 'b' }
  const single: [TableUse, (table: Table) => Promise<unknown>][] = [
    ['get', (table) => table.get(key)],
    ['getMany', (table) => table.getMany([key])],
    ['query', (table) => table.query({ pk: 'a' })],
    ['scan', (table) => table.scan()],
    ['put', (table) => table.write({ put: key })],
    ['putMany', (table) => table.putMany([key])],
    ['update', (table) => table.write({ update: key, set: { x: 1 } })],
    ['remove', (table) => table.write({ remove: key })],
  ]

  test.each(single)('%s', async (use, call) => {
    const [request] = await recorded(call)
    expect(`dynamodb:${request?.name}`).toBe(tableActions[use])
  })

  test('a transaction needs that of each of its writes', async () => {
    const writes: Write[] = [
      { put: key },
      { update: key, set: { x: 1 } },
      { remove: key },
      { check: key, if: 'present' },
    ]
    const [request] = await recorded((table) => table.transact(writes))
    expect(request?.name).toBe('TransactWriteItems')
    const items = (request!.input as { TransactItems: object[] }).TransactItems.flatMap(Object.keys)
    const actions: Record<string, TableUse> = {
      Put: 'put',
      Update: 'update',
      Delete: 'remove',
      ConditionCheck: 'check',
    }
    expect(items.map((item) => actions[item])).toEqual(['put', 'update', 'remove', 'check'])
  })

  test('and sending needs that of sending', async () => {
    const sent: unknown[] = []
    const batch = async (asked: unknown) => {
      sent.push(asked)
      return {}
    }
    await sqsQueues(batch, { tax: 'url' } as never).send('tax', ['a'])
    // A batch is sent with the leave to send.
    expect(sent).toHaveLength(1)
  })
})

test('a call to the table has ended before its function must', () => {
  for (const [name, { timeout }] of Object.entries(functionSpecs)) {
    const { patienceMs, withinMs } = name === 'desk' ? deskPatience : patience
    // The last try begins within the time that tries may take together.
    expect(patienceMs + withinMs, name).toBeLessThan(timeout * 1_000)
  }
})

/** What the adapter asks of DynamoDB for a call. */
async function recorded(call: (table: Table) => Promise<unknown>): Promise<{ name: string; input: unknown }[]> {
  const requests: { name: string; input: unknown }[] = []
  const noted = async (name: string, input: unknown) => {
    requests.push({ name, input })
    return {} as never
  }
  await call(dynamoTable(noted, 'table'))
  return requests
}

/** Lambda sets the first four itself; the others are for who runs a function somewhere else. */
const fromLambda = [
  'AWS_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_ENDPOINT_URL_DYNAMODB',
  'AWS_ENDPOINT_URL_SQS',
]

/** Starts a function's configuration on an environment that notes what is read. */
async function variablesRead(name: FunctionName): Promise<Set<string>> {
  const read = new Set<string>(variablesNamed(name))
  const environment = new Proxy({} as Record<string, string>, {
    get(_, variable) {
      read.add(String(variable))
      if (variable === 'EPOCH') return '0'
      return `https://${String(variable).toLowerCase().replaceAll('_', '-')}.example`
    },
  })
  const key = Buffer.alloc(32).toString('base64')
  await runtimeConfig(name, environment, async () =>
    JSON.stringify({ hash_key: key, seal_keys: { current: 'a', by_id: { a: key } } }),
  )
  if ((apiFunctions as readonly FunctionName[]).includes(name)) authConfig(environment)
  return read
}

/** What reading a stream needs. */
const ofStreams = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((name) => `dynamodb:${name}`)

/** What a function's role may do: `action resource`, resources by short names. */
function leaveOf(functionId: string): Set<string> {
  const role = made.resources[functionId]!.Properties.Role['Fn::GetAtt'][0] as string
  const policies = made
    .all('AWS::IAM::Policy')
    .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(`"${role}"`))
  const lines = new Set<string>()
  for (const { Properties } of policies) {
    for (const statement of Properties.PolicyDocument.Statement) {
      if (statement.Effect !== 'Allow') continue
      for (const action of [statement.Action].flat()) {
        for (const resource of [statement.Resource].flat()) lines.add(`${action} ${nameOf(resource)}`)
      }
    }
  }
  return lines
}

/** A resource by a name that people know. */
function nameOf(reference: unknown): string {
  if (typeof reference === 'string') return reference
  const text = JSON.stringify(reference)
  const ofEveryone = /:mianshen-prod-(receipts-\*)"/.exec(text)?.[1]
  if (ofEveryone) return ofEveryone
  const id = /"Fn::GetAtt":\["(\w+)"|"Ref":"(\w+)"/.exec(text)
  const resource = made.resources[id?.[1] ?? id?.[2] ?? '']
  if (!resource) return text
  const index = /\/index\/\w+/.exec(text)?.[0] ?? ''
  return shortName(id?.[1] ?? id?.[2] ?? '', resource) + index
}

function shortName(id: string, { Type, Properties }: Resource): string {
  if (Type === 'AWS::SQS::Queue') return String(Properties.QueueName).slice(prefix.length)
  if (Type === 'AWS::DynamoDB::Table') return 'Table'
  return id.replace(/[0-9A-F]{8}$/, '')
}

describe('leave on keys', () => {
  const statements = (type: string): Statement[] =>
    made.all(type).flatMap(({ Properties }) => (Properties.PolicyDocument ?? Properties.KeyPolicy).Statement)

  test('of a role is for a service that uses the key on its behalf, and for nothing else', () => {
    const about = statements('AWS::IAM::Policy').filter(({ Action }) => JSON.stringify(Action).includes('kms:'))
    expect(about.length).toBeGreaterThan(functions.length)
    for (const { Condition } of about) {
      expect(JSON.stringify(Condition?.StringLike?.['kms:ViaService'])).toMatch(/(sqs|dynamodb|secretsmanager|s3)\./)
    }
  })

  test('of a partner is through SQS', () => {
    const partners = statements('AWS::KMS::Key').filter(({ Principal }) =>
      JSON.stringify(Principal).includes('1111111111'),
    )
    expect(partners.length).toBeGreaterThan(0)
    for (const place of places) {
      for (const { Condition } of partners) {
        const via = textOf([Condition?.StringLike?.['kms:ViaService']].flat()[0], place)
        expect(via).toBe(`sqs.${place.region}.amazonaws.*`)
      }
    }
  })

  const onTable = (name: string): Statement[] => {
    const role = functions.find((one) => one.name === name)!.resource.Properties.Role['Fn::GetAtt'][0]
    return made
      .all('AWS::IAM::Policy')
      .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(role))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
      .filter(({ Action, Effect }) => Effect === 'Allow' && JSON.stringify(Action).includes('dynamodb:'))
  }

  test('of the inbox on the table is for what it sets aside, has seen, keeps of receipts and asks of institutions, not for any person', () => {
    const keysOf = ({ Action, Condition }: Statement) => [Action, Condition?.['ForAllValues:StringLike']]
    expect(onTable('inbox').map(keysOf)).toEqual([
      [
        ['dynamodb:ConditionCheckItem', 'dynamodb:GetItem'],
        { 'dynamodb:LeadingKeys': ['R#*', 'E#*', 'RELEASE', 'HOLDS', 'INST#*'] },
      ],
      [
        ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
        { 'dynamodb:LeadingKeys': ['R#*', 'E#*', 'H#receipts', 'HOLDS#*'] },
      ],
    ])
  })

  test('of the proof to write is for what it keeps of itself', () => {
    const writing = onTable('proof').filter(({ Action }) => JSON.stringify(Action).includes('dynamodb:Put'))
    expect(writing.map(({ Action, Condition }) => ({ Action, Condition }))).toEqual([
      {
        Action: 'dynamodb:PutItem',
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['LEDGER'] } },
      },
    ])
  })
})

test('a paused stage reads nothing, runs nothing and answers nobody', () => {
  const paused = synthesize('prod', { settings: { paused: true } })
  const of = (type: string) => paused.all(type).map(({ Properties }) => Properties)
  for (const { Enabled } of of('AWS::Lambda::EventSourceMapping')) expect(Enabled).toBe(false)
  for (const { State } of of('AWS::Events::Rule')) expect(State).toBe('DISABLED')
  for (const { ReservedConcurrentExecutions } of of('AWS::Lambda::Function'))
    expect(ReservedConcurrentExecutions).toBe(0)
})

test('all functions of the list are deployed', () => {
  expect([...new Set(functions.map(({ code }) => code))].sort()).toEqual([...functionNames].sort())
})
