/** No identity number, name or bank account lies in the clear anywhere in the table. */
import type { Audit } from './records.ts'

/** What must not be read in the table. */
export const auditSecrets: Audit = ({ ran, items }) => {
  const secrets = new Set<string>()
  for (const { data } of ran.delivered) {
    for (const value of [data.certno, (data.bank_acct as { acct_no?: string } | undefined)?.acct_no]) {
      if (typeof value === 'string') secrets.add(value)
    }
  }
  return items.flatMap((item) => {
    const text = Object.values(item).join(' ')
    return [...secrets]
      .filter((secret) => text.includes(secret))
      .map(() => `${item.pk} ${item.sk}: a secret in the clear`)
  })
}
