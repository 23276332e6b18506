import { createHash } from 'node:crypto'
import { madeOnce } from '../made-once.ts'
import type { PolicyRow } from './parameter.ts'

/** Letters of an id: of all rows that a province will ever have no two are alike. */
const letters = 8

/**
 * Names a row by what it says: whoever keeps the id of the row a decision rested on keeps it for good, though the row is
 * set anew or gone from the release.
 */
export const rowId = madeOnce(({ name, admdvs, from, value, standing, source }: PolicyRow): string =>
  createHash('sha256')
    .update(JSON.stringify([name, admdvs, from ?? null, value, standing, source]))
    .digest('base64url')
    .slice(0, letters),
)
