/** Nothing that tells who a person is, or what happened to them, lies in the clear anywhere in the table. */
import type { Audit } from './records.ts'

/** What must not be read in the table. */
export const auditSecrets: Audit = ({ ran, items }) => {
  const secrets = new Set(ran.delivered.flatMap(({ data }) => valuesOf(data)))
  return items.flatMap((item) => {
    const text = Object.values(item)
      .filter((value) => typeof value === 'string')
      .join(' ')
    const told = [...secrets].filter((secret) => text.includes(secret))
    const facts = item.pk.startsWith('P#') ? factNames.filter((name) => text.includes(`"${name}"`)) : []
    return [...told, ...facts].map((what) => `${item.pk} ${item.sk}: in the clear: ${what}`)
  })
}

/** Facts whose values say nothing alone, and everything beside a person's key. */
const factNames = [
  'psn_no',
  'brdy',
  'gestation_weeks',
  'fetus_count',
  'alive_count',
  'dead_date',
  'outcome',
  'state',
  'facts',
  'private',
]

/** Shorter numbers occur in keys by chance. */
const shortest = 8

/** What tells one person from all others, as partners report it. */
function valuesOf(data: Record<string, unknown>): string[] {
  const { psn_no, certno, birth_cert_no, birth_cert_nos, bank_acct, psn_name, tel } = data
  const account = (bank_acct as { acct_no?: string } | undefined)?.acct_no
  const guardians = (data.guardians as Record<string, unknown>[] | undefined) ?? []
  const own = [
    psn_no,
    certno,
    birth_cert_no,
    account,
    psn_name,
    tel,
    ...((birth_cert_nos as unknown[] | undefined) ?? []),
  ]
  const told = [...own, ...guardians.flatMap(valuesOf)].filter((value): value is string => typeof value === 'string')
  return told.filter((value) => value.length >= shortest || !/^\w*$/.test(value))
}
