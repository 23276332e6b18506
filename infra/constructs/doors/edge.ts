/**
 * The edge: CloudFront for what is the same for everyone. It passes on no token and no cookie, so whatever is asked of
 * it, it can only ever hold what is public; an answer without leave to be kept is not kept.
 */

import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginSslPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { acknowledge } from '../../nag.ts'
import type { Settings } from '../../settings.ts'
import type { Door } from './door.ts'

/** A distribution of what is public. */
export class Edge extends Construct {
  readonly distribution: Distribution

  constructor(scope: Construct, settings: Settings, door: Door) {
    super(scope, 'Edge')
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `${settings.prefix}: what is the same for everyone`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableLogging: true,
      logBucket: this.makeLogBucket(settings) as IBucket,
      defaultBehavior: {
        origin: new HttpOrigin(door.originDomain, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          ...(door.originPath ? { originPath: door.originPath } : {}),
        }),
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        cachePolicy: this.makeCachePolicy(settings),
        compress: true,
      },
      ...this.ownName(settings),
    })
    acknowledge(this.distribution, 'AwsSolutions-CFR1', 'People who are abroad may read the catalogue as well.')
    acknowledge(
      this.distribution,
      'AwsSolutions-CFR2',
      'Nothing but public documents, read only and without tokens; a web ACL of the edge exists in one region only.',
    )
    if (!settings.edgeDomain) {
      acknowledge(
        this.distribution,
        'AwsSolutions-CFR4',
        'CloudFront’s own certificate takes no other setting; with edgeDomain TLS 1.2 is the least.',
      )
    }
  }

  private makeCachePolicy({ prefix }: Settings): CachePolicy {
    return new CachePolicy(this, 'CachePolicy', {
      cachePolicyName: `${prefix}-public`,
      comment: 'As the answer says; without a word of the answer, not at all',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(1),
      headerBehavior: CacheHeaderBehavior.none(),
      cookieBehavior: CacheCookieBehavior.none(),
      queryStringBehavior: CacheQueryStringBehavior.none(),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    })
  }

  private makeLogBucket({ logDays, keepData }: Settings): Bucket {
    const bucket = new Bucket(this, 'Logs', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // CloudFront writes its logs by an access control list.
      objectOwnership: ObjectOwnership.OBJECT_WRITER,
      lifecycleRules: [{ expiration: Duration.days(logDays) }],
      removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    acknowledge(bucket, 'AwsSolutions-S1', 'It holds logs; logs of reading logs would have no end.')
    return bucket
  }

  private ownName({ edgeDomain }: Settings) {
    if (!edgeDomain) return {}
    const { name, certificateArn } = edgeDomain
    return {
      domainNames: [name],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    }
  }
}
