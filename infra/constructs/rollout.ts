/** How a release goes out: to some calls first, and back by itself when an alarm rings. */

import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch'
import {
  LambdaApplication,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
  TrafficRouting,
} from 'aws-cdk-lib/aws-codedeploy'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Aws, Duration } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { acknowledge } from '../nag.ts'
import type { Settings } from '../settings.ts'
import type { TaskFunction } from './task-function.ts'

/** A function and the alarms that take its release back. */
export interface RolledOut {
  readonly part: TaskFunction
  readonly alarms: readonly Alarm[]
}

/** One application a stage, one deployment group a function; all move side by side. */
export class Rollout extends Construct {
  constructor(
    scope: Construct,
    prefix: string,
    { canaryPercent, minutes }: Exclude<Settings['rollout'], 'at-once'>,
    parts: readonly RolledOut[],
  ) {
    super(scope, 'Rollout')
    const application = new LambdaApplication(this, 'Application', { applicationName: prefix })
    const deploymentConfig = new LambdaDeploymentConfig(this, 'Config', {
      trafficRouting: TrafficRouting.timeBasedCanary({
        percentage: canaryPercent,
        interval: Duration.minutes(minutes),
      }),
    })
    const role = this.makeRole(prefix)
    for (const { part, alarms } of parts) {
      const group = new LambdaDeploymentGroup(this, part.shortName, {
        application,
        deploymentConfig,
        // The policy that Amazon has for this may move every alias of the account; ours moves those of the stage.
        role: role.withoutPolicyUpdates(),
        alias: part.live,
        alarms: [...alarms],
        autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
      })
      group.node.addDependency(role)
    }
  }

  private makeRole(prefix: string): Role {
    // Known by its regional name in every partition.
    const principal = new ServicePrincipal(`codedeploy.${Aws.REGION}.${Aws.URL_SUFFIX}`)
    const role = new Role(this, 'Role', { assumedBy: principal })
    const functions = `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:${prefix}-*`
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
        resources: [functions],
      }),
    )
    role.addToPolicy(new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }))
    acknowledge(
      role,
      `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:lambda:<AWS::Region>:<AWS::AccountId>:function:${prefix}-*]`,
      'Moves the aliases of this stage’s functions, all of which bear its name.',
    )
    acknowledge(role, 'AwsSolutions-IAM5[Resource::*]', 'Leave to look at alarms cannot be limited to some of them.')
    return role
  }
}
