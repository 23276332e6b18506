/** The catalogue of services, as the bundles declare them. */
import { bundleRoutes } from '../bundles/all.ts'
import { manifests } from '../bundles/index.ts'
import { nameOf } from '../calls/route.ts'
import type { Manifest, Service } from '../manifest.ts'
import { startCase } from './routes/cases.ts'

/** A service of the catalogue. */
export interface ListedService extends Service {
  bundle: string
  title: string
  /** The call that starts it, where a citizen may. */
  start?: string
}

/** The call that takes the bundle's form: the one that starts cases of any bundle, or one of its own. */
function startOf({ form, startCalls = [] }: Manifest): { start?: string } {
  const call = form?.start ? startCase : bundleRoutes.find(({ body }) => body !== undefined && body === form?.schema)
  const start = call ? nameOf(call) : startCalls[0]?.target
  return start === undefined ? {} : { start }
}

/** All services. */
export const services: readonly ListedService[] = manifests.map((manifest) => {
  const { bundle, title } = manifest.chain
  return { bundle, title, ...manifest.service, ...startOf(manifest) }
})
