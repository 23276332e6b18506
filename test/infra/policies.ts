/** Policies of a template, judged as IAM judges them, as far as this stack's policies go. */
import type { Synthesized } from './support.ts'

/** A statement of a policy, as in a template. */
export interface Statement {
  Effect: 'Allow' | 'Deny'
  Principal?: unknown
  Action: string | string[]
  Resource: unknown
  Condition?: Record<string, Record<string, unknown>>
}

/** A request that is to be judged. */
export interface Request {
  /** A service's name (`cloudwatch.amazonaws.com`), or undefined where the policy is a role's own. */
  service?: string
  action: string
  /** As {@link textOf} writes it. */
  resource: string
  /** What is known of the request: `aws:SourceArn`, `kms:ViaService` … */
  context: Readonly<Record<string, string>>
}

/** Where a template is deployed to. */
export interface Place {
  partition: string
  region: string
  account: string
  urlSuffix: string
}

/** Places of the two partitions that everything must hold for. */
export const places: readonly Place[] = [
  { partition: 'aws', region: 'us-east-1', account: '111111111199', urlSuffix: 'amazonaws.com' },
  { partition: 'aws-cn', region: 'cn-north-1', account: '111111111199', urlSuffix: 'amazonaws.com.cn' },
]

/** A value of a template as text: what the place decides is written out, resources stand as `<LogicalId>`. */
export function textOf(value: unknown, place: Place): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const of = value as { Ref?: string; 'Fn::GetAtt'?: [string, string]; 'Fn::Join'?: [string, unknown[]] }
  const pseudo: Record<string, string> = {
    'AWS::Partition': place.partition,
    'AWS::Region': place.region,
    'AWS::AccountId': place.account,
    'AWS::URLSuffix': place.urlSuffix,
  }
  if (of.Ref !== undefined) return pseudo[of.Ref] ?? `<${of.Ref}>`
  if (of['Fn::GetAtt']) return `<${of['Fn::GetAtt'][0]}>`
  if (of['Fn::Join']) return of['Fn::Join'][1].map((part) => textOf(part, place)).join(of['Fn::Join'][0])
  throw new Error(`a value of another kind: ${JSON.stringify(value)}`)
}

/** Whether the statements, taken together, let the request pass: one allows it, none denies it. */
export function allows(statements: readonly Statement[], request: Request, place: Place): boolean {
  const that = statements.filter((statement) => applies(statement, request, place))
  return that.some(({ Effect }) => Effect === 'Allow') && !that.some(({ Effect }) => Effect === 'Deny')
}

/** The statements of policies that hang on a resource: `AWS::SNS::TopicPolicy` of a topic, `KeyPolicy` of a key. */
export function policyOn(made: Synthesized, id: string): Statement[] {
  const { KeyPolicy } = made.resources[id]?.Properties ?? {}
  const apart = Object.values(made.resources).flatMap(({ Type, Properties }) => {
    const on = { 'AWS::SNS::TopicPolicy': Properties.Topics, 'AWS::SQS::QueuePolicy': Properties.Queues }[Type]
    return on?.some(({ Ref }: { Ref: string }) => Ref === id) ? [Properties.PolicyDocument] : []
  })
  return [...(KeyPolicy ? [KeyPolicy] : []), ...apart].flatMap(({ Statement }) => Statement)
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

function applies(statement: Statement, { service, action, resource, context }: Request, place: Place): boolean {
  const text = (value: unknown) => textOf(value, place)
  if (statement.Principal !== undefined) {
    const { AWS, Service } = statement.Principal as { AWS?: unknown; Service?: unknown }
    const everybody = statement.Principal === '*' || listOf(AWS).includes('*')
    if (!everybody && !(service !== undefined && listOf(Service).map(text).includes(service))) return false
  }
  return (
    listOf(statement.Action).some((one) => like(action, String(one))) &&
    listOf(statement.Resource).some((one) => like(resource, text(one))) &&
    Object.entries(statement.Condition ?? {}).every(([operator, wanted]) =>
      Object.entries(wanted).every(([key, values]) => holds(operator, context[key], listOf(values).map(text))),
    )
  )
}

function holds(operator: string, given: string | undefined, wanted: string[]): boolean {
  switch (operator) {
    case 'Bool':
    case 'StringEquals':
      return given !== undefined && wanted.includes(given)
    case 'StringLike':
    case 'ArnLike':
      return given !== undefined && wanted.some((pattern) => like(given, pattern))
    case 'ForAllValues:StringLike':
      return given === undefined || wanted.some((pattern) => like(given, pattern))
    default:
      throw new Error(`a condition of another kind: ${operator}`)
  }
}

function like(text: string, pattern: string): boolean {
  const literal = (part: string) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`).test(text)
}
