/** Templates of the stack for tests, each synthesized once, without bundling. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Template } from 'aws-cdk-lib/assertions'
import { App, Validations } from 'aws-cdk-lib/core'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { type Acknowledged, acknowledgedIn } from '../../infra/nag.ts'
import { settingsOf } from '../../infra/settings.ts'
import { MianshenStack } from '../../infra/stack.ts'

/** A resource of a template. */
export interface Resource {
  Type: string
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's properties have no types, and tests read them freely.
  Properties: any
  DeletionPolicy?: string
  DependsOn?: string | string[]
}

/** A stack and its template. */
export interface Synthesized {
  stack: MianshenStack
  template: Template
  resources: Record<string, Resource>
  /** All resources of a type. */
  all(type: string): Resource[]
}

/** The alias that a caller is pointed at: its id, and that of its function. Throws an Error if it is none. */
export function aliasIn({ resources }: Synthesized, target: unknown): { id: string; functionId: string } {
  const [id] = [...JSON.stringify(target).matchAll(/"Ref":"(\w+)"/g)].flatMap(([, ref = '']) =>
    resources[ref]?.Type === 'AWS::Lambda::Alias' ? [ref] : [],
  )
  if (id === undefined) throw new Error(`no alias: ${JSON.stringify(target)}`)
  return { id, functionId: resources[id]!.Properties.FunctionName.Ref }
}

/** What a REST API calls, of each of its routes. */
export function restUris({ Properties }: Resource): unknown[] {
  const paths = Object.values(Properties.Body.paths as Record<string, Record<string, Called | undefined>>)
  const calls = paths.flatMap(({ get, post, put, delete: remove, options }) => [get, post, put, remove, options])
  return calls.flatMap((call) => call?.['x-amazon-apigateway-integration'].uri ?? [])
}
interface Called {
  'x-amazon-apigateway-integration': { uri: unknown }
}

/** The context of `cdk.json`. */
export const cdkContext = (): Record<string, unknown> => JSON.parse(readFileSync('cdk.json', 'utf8')).context

const known = new Map<string, Synthesized>()

/** The stack of a stage, with single entries of the stage's settings or of the context changed. */
export function synthesize(
  stage: string,
  options: { region?: string; settings?: Record<string, unknown>; context?: Record<string, unknown> } = {},
): Synthesized {
  const key = JSON.stringify([stage, options])
  const found = known.get(key)
  if (found) return found
  const stack = makeStack(new App({ context: contextFor(stage, options) }), options.region)
  const template = Template.fromStack(stack)
  const resources = template.toJSON().Resources as Record<string, Resource>
  const all = (type: string) => Object.values(resources).filter(({ Type }) => Type === type)
  const made = { stack, template, resources, all }
  known.set(key, made)
  return made
}

function contextFor(
  stage: string,
  options: { settings?: Record<string, unknown>; context?: Record<string, unknown> },
): Record<string, unknown> {
  const context = cdkContext()
  const stages = context.stages as Record<string, object>
  return {
    ...context,
    'aws:cdk:bundling-stacks': [],
    stage,
    stages: { ...stages, [stage]: { alarmEmails: ['night@example.cn'], ...stages[stage], ...options.settings } },
    ...options.context,
  }
}

function makeStack(app: App, region: string | undefined): MianshenStack {
  return new MianshenStack(app, settingsOf(app.node), region === undefined ? {} : { env: { region } })
}

/** What cdk-nag finds. */
export interface Finding {
  rule: string
  path: string
}

/** Findings of cdk-nag for a stage in a region; `bare`: also those that are acknowledged. */
export function findings(
  stage: string,
  region: string,
  { settings = {}, bare = false }: { settings?: Record<string, unknown>; bare?: boolean } = {},
): { found: Finding[]; acknowledged: readonly Acknowledged[] } {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'))
  const context = { ...contextFor(stage, { settings }), ...(bare ? { 'mianshen:acknowledge': false } : {}) }
  const app = new App({ context, outdir })
  const acknowledged = acknowledgedIn(makeStack(app, region))
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
  synthInSilence(app)
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report
  rmSync(outdir, { recursive: true })
  const found = pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => ({ rule: ruleName, path: constructPath })),
    ),
  )
  return { found, acknowledged }
}

/** Findings end a synthesis with an error that repeats them all; the report has them as well. */
function synthInSilence(app: App): void {
  const before = process.exitCode
  try {
    app.synth()
  } catch (error) {
    if (!String(error).includes('alidation')) throw error
  } finally {
    process.exitCode = before
  }
}

interface Report {
  pluginReports: { violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[] }[]
}

/** Copies elsewhere, and a door for offices alone: what a stage may have beside its own account and the public network. */
export const farSettings = {
  copies: {
    vaultArns: ['arn:aws-cn:backup:cn-northwest-1:222222222222:backup-vault:mianshen'],
    days: 400,
    secretRegions: ['cn-northwest-1'],
    buckets: {
      archive: {
        arn: 'arn:aws-cn:s3:::far-archive',
        account: '222222222222',
        keyArn: 'arn:aws-cn:kms:cn-northwest-1:222222222222:key/11111111-2222-3333-4444-555555555555',
      },
      audit: {
        arn: 'arn:aws-cn:s3:::far-audit',
        account: '222222222222',
        keyArn: 'arn:aws-cn:kms:cn-northwest-1:222222222222:key/11111111-2222-3333-4444-555555555555',
      },
    },
  },
  privateDoor: { vpcEndpointIds: ['vpce-0123456789abcdef0'], officesOnly: true },
} as const

/** Stages and regions that everything must hold for. */
export const everywhere = ['dev', 'staging', 'prod'].flatMap((stage) =>
  ['us-east-1', 'cn-north-1'].map((region) => ({ stage, region })),
)
