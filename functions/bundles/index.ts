/** All bundles, by their folders. Made by `node infra/cli/bundles.ts`; not to be edited. */
import { filing } from './filing/manifest.ts'
import { maternityAllowance } from './maternity-allowance/manifest.ts'
import { newborn } from './newborn/manifest.ts'
import { retirement } from './retirement/manifest.ts'
import { transfer } from './transfer/manifest.ts'

export const manifests = [filing, maternityAllowance, newborn, retirement, transfer]
