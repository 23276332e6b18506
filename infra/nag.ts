/** Findings of cdk-nag that stand, each with its reason. */
import { Stack, Validations } from 'aws-cdk-lib/core'
import type { IConstruct } from 'constructs'

/** One finding that stands. */
export interface Acknowledged {
  /** Path of the construct; what is in it is meant as well. */
  readonly path: string
  /** Rule and finding: `AwsSolutions-IAM5[Resource::*]`. */
  readonly finding: string
  readonly reason: string
}

const standing = new WeakMap<Stack, Acknowledged[]>()

/** Lets one finding of one construct (and what is in it) stand. `finding` is exact: `AwsSolutions-IAM5[Resource::*]`. */
export function acknowledge(construct: IConstruct, finding: string, reason: string): void {
  const stack = Stack.of(construct)
  standing.set(stack, [...(standing.get(stack) ?? []), { path: construct.node.path, finding, reason }])
  // Tests take the reasons away and look whether each of them was needed.
  if (construct.node.tryGetContext('mianshen:acknowledge') === false) return
  const [pack] = finding.split('-')
  Validations.of(construct).acknowledge({ id: `${pack}::${finding}`, reason })
}

/** All findings that stand in a stack. */
export function acknowledgedIn(stack: Stack): readonly Acknowledged[] {
  return standing.get(stack) ?? []
}
