/** Keys of what credentials leave: which was used by whom, and how many a person has had made. */
import type { Pid } from '../../registers/ids.ts'
import type { Key } from '../table.ts'

/** Who has used a code up, by its `jti`, and what they were answered. */
export const credentialUseKey = (jti: string): Key => ({ pk: `QR#${jti}`, sk: 'use' })

/** How many codes of a person were made in an hour of business time (`2026-03-02T09`). */
export const credentialHourKey = (pid: Pid, hour: string): Key => ({ pk: `QR#${pid}`, sk: `hour#${hour}` })

/** That a person was told in this hour that somebody shows their code. */
export const credentialToldKey = (pid: Pid, hour: string, helper: Pid): Key => ({
  pk: `QR#${pid}`,
  sk: `told#${hour}#${helper}`,
})
