/** All bundles, by their folders. Written by infra/cli/bundles.ts; not by hand. */
import { filing } from './filing/manifest.ts'
import { maternityAllowance } from './maternity-allowance/manifest.ts'
import { newborn } from './newborn/manifest.ts'
import { retirement } from './retirement/manifest.ts'
import { transfer } from './transfer/manifest.ts'

export const manifests = [filing, maternityAllowance, newborn, retirement, transfer]
