/** The catalogue of services, as the bundles declare them: `GET /v1/services`. */
import { manifests } from '../bundles/index.ts'
import type { Service } from '../manifest.ts'

/** A service of the catalogue. */
export interface ListedService extends Service {
  bundle: string
  title: string
}

/** All services. */
export const services: readonly ListedService[] = manifests.map(({ chain: { bundle, title }, service }) => ({
  bundle,
  title,
  ...service,
}))
