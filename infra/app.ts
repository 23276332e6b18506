/** The CDK app: `cdk synth -c stage=prod -c region=cn-north-1`. Needs no account and no network to synthesize. */
import { App, Validations } from 'aws-cdk-lib/core'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { settingsOf } from './settings.ts'
import { MianshenStack } from './stack.ts'

const app = new App()
const region: unknown = app.node.tryGetContext('region') ?? process.env.CDK_DEFAULT_REGION
const account = process.env.CDK_DEFAULT_ACCOUNT
new MianshenStack(app, settingsOf(app.node), {
  env: { ...(region === undefined ? {} : { region: String(region) }), ...(account === undefined ? {} : { account }) },
})
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
