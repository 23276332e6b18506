/** The web ACL: what is refused before it costs anything. */

import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { CfnIPSet, CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2'
import { ArnFormat, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { sessionCookie } from '../../../functions/pages/frame/session.ts'
import type { Settings } from '../../settings.ts'
import { fiveMinutes } from '../alarms.ts'
import type { Logs } from '../logs.ts'

/** Rules of Amazon's that every region with WAF has. */
const managedRules = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet']

/**
 * Rules that only count: bodies of more than 8 kB (the functions have limits of their own), and calls without a user
 * agent (programs of hospitals have none).
 */
const counted: Readonly<Record<string, { name: string; actionToUse: { count: object } }[]>> = {
  AWSManagedRulesCommonRuleSet: ['SizeRestrictions_BODY', 'NoUserAgent_HEADER'].map((name) => ({
    name,
    actionToUse: { count: {} },
  })),
}

const asItIs = [{ priority: 0, type: 'NONE' }]
const token = { name: 'authorization' }
/** The call bears a token, whatever it is worth. */
const hasToken: CfnWebACL.StatementProperty = {
  sizeConstraintStatement: {
    fieldToMatch: { singleHeader: { Name: token.name } },
    comparisonOperator: 'GE',
    size: 1,
    textTransformations: asItIs,
  },
}

/** The browser is signed in at the pages, whatever its cookie is worth. */
const hasSession: CfnWebACL.StatementProperty = {
  sizeConstraintStatement: {
    fieldToMatch: {
      cookies: {
        matchPattern: { includedCookies: [sessionCookie] },
        matchScope: 'VALUE',
        oversizeHandling: 'CONTINUE',
      },
    },
    comparisonOperator: 'GE',
    size: 1,
    textTransformations: asItIs,
  },
}

/**
 * A web ACL on a stage of a REST API. Who calls too often is told by the token, not by the address: a hospital's
 * platform and a carrier's network are one address and thousands of people; a hall of clerks is one, too, and its browsers are told by their cookies. An address counts for calls without either,
 * and, far higher, for all: whoever invents a new token for each call is stopped by that. Platforms that call more than
 * this are named in the settings.
 */
export class Guard extends Construct {
  readonly blocked: IMetric
  readonly allowed: IMetric

  constructor(scope: Construct, settings: Settings, logs: Logs, resourceArn: string) {
    super(scope, 'Guard')
    const { prefix } = settings
    const acl = new CfnWebACL(this, 'WebAcl', {
      name: prefix,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      rules: [...this.rateRules(settings), ...managedRules.map((name, index) => managed(prefix, name, 10 + index))],
      visibilityConfig: visible(prefix, 'web-acl'),
    })
    new CfnWebACLAssociation(this, 'WebAclOnApi', { webAclArn: acl.attrArn, resourceArn })
    this.log(acl, logs, prefix)
    const count = (metricName: string) =>
      new Metric({
        namespace: 'AWS/WAFV2',
        metricName,
        dimensionsMap: { WebACL: prefix, Region: Stack.of(this).region, Rule: 'ALL' },
        period: fiveMinutes,
        statistic: 'Sum',
      })
    this.blocked = count('BlockedRequests')
    this.allowed = count('AllowedRequests')
  }

  private rateRules({ prefix, webAclRates, webAclExcept }: Settings): CfnWebACL.RuleProperty[] {
    const known = this.knownAddresses(webAclExcept)
    const strange = (and: CfnWebACL.StatementProperty[]) => both([...and, ...known.map((is) => not(is))])
    const byAddress = (limit: number, scopeDown: CfnWebACL.StatementProperty | undefined) => ({
      limit,
      aggregateKeyType: 'IP',
      ...(scopeDown ? { scopeDownStatement: scopeDown } : {}),
    })
    const byToken = {
      limit: webAclRates.token,
      aggregateKeyType: 'CUSTOM_KEYS',
      customKeys: [{ header: { ...token, textTransformations: asItIs } }],
    }
    const bySession = {
      limit: webAclRates.session,
      aggregateKeyType: 'CUSTOM_KEYS',
      customKeys: [{ cookie: { name: sessionCookie, textTransformations: asItIs } }],
    }
    return [
      ['one-token-too-often', byToken],
      ['one-session-too-often', bySession],
      ['no-token-too-often', byAddress(webAclRates.withoutToken, strange([not(hasToken), not(hasSession)]))],
      ['one-address-too-often', byAddress(webAclRates.address, strange([]))],
    ].map(([name, rateBasedStatement], priority) => ({
      name: name as string,
      priority,
      action: { block: { customResponse: { responseCode: 429 } } },
      statement: { rateBasedStatement: rateBasedStatement as CfnWebACL.RateBasedStatementProperty },
      visibilityConfig: visible(prefix, name as string),
    }))
  }

  /** Addresses of platforms and networks that are many callers; a set holds one kind of address. */
  private knownAddresses(except: readonly string[]): CfnWebACL.StatementProperty[] {
    const kinds = { IPV4: except.filter((one) => !one.includes(':')), IPV6: except.filter((one) => one.includes(':')) }
    return Object.entries(kinds).flatMap(([ipAddressVersion, addresses]) => {
      if (addresses.length === 0) return []
      const set = new CfnIPSet(this, `Known${ipAddressVersion}`, { scope: 'REGIONAL', ipAddressVersion, addresses })
      return [{ ipSetReferenceStatement: { arn: set.attrArn } }]
    })
  }

  /** What was blocked or counted, without the token; what passed is in the access log. */
  private log(acl: CfnWebACL, logs: Logs, prefix: string): void {
    // WAF wants the name to begin so.
    const name = `aws-waf-logs-${prefix}`
    const group = logs.group(this, 'Logs', name)
    const logDestination = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })
    const keep = ['BLOCK', 'COUNT'].map((Action) => ({ ActionCondition: { Action } }))
    const configuration = new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [logDestination],
      redactedFields: [{ singleHeader: { Name: token.name } }],
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [{ Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: keep }],
      },
    })
    configuration.node.addDependency(group)
  }
}

const not = (statement: CfnWebACL.StatementProperty): CfnWebACL.StatementProperty => ({ notStatement: { statement } })

function both(statements: CfnWebACL.StatementProperty[]): CfnWebACL.StatementProperty | undefined {
  return statements.length > 1 ? { andStatement: { statements } } : statements[0]
}

function managed(prefix: string, name: string, priority: number): CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ruleActionOverrides: counted[name] ?? [] } },
    visibilityConfig: visible(prefix, name),
  }
}

function visible(prefix: string, name: string) {
  return {
    cloudWatchMetricsEnabled: true,
    metricName: name === 'web-acl' ? prefix : `${prefix}-${name}`,
    // Samples hold whole requests, and those are about persons.
    sampledRequestsEnabled: false,
  }
}
