/** Where services are, region by region. */

/** A service as its address and its signatures name it. */
export type ServiceName = 'dynamodb' | 'sqs' | 'secretsmanager'

/** What the addresses of a partition end with, by how the names of its regions begin. */
const partitions: readonly (readonly [regions: RegExp, domain: string])[] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^eusc-/, 'amazonaws.eu'],
  [/^us-iso-/, 'c2s.ic.gov'],
  [/^us-isob-/, 'sc2s.sgov.gov'],
  [/^eu-isoe-/, 'cloud.adc-e.uk'],
  [/^us-isof-/, 'csp.hci.ic.gov'],
]

/** The address of a service in a region. */
export function endpointOf(service: ServiceName, region: string): string {
  const domain = partitions.find(([regions]) => regions.test(region))?.[1] ?? 'amazonaws.com'
  return `https://${service}.${region}.${domain}`
}
