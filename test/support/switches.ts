/** Switching bundles in tests. */
import { expect } from 'vitest'
import type { BundleSwitch } from '../../shared/registers/look.ts'
import type { Stack } from './stack.ts'

/** Switches a bundle in an area; what is to be confirmed before it goes live is. */
export async function turn(stack: Stack, { bundle }: { bundle: string }, area: string, to: BundleSwitch) {
  const put = await stack.setting(area, { bundles: { [bundle]: to } })
  if ('toConfirm' in put) {
    for (const { name, admdvs, from, value } of put.toConfirm) {
      await stack.policy({ name, admdvs, ...(from === undefined ? {} : { from }), value })
    }
    return turn(stack, { bundle }, area, to)
  }
  expect(put).toHaveProperty('settings')
  return put
}
