/** All bundles, by their folders. Written by infra/generate/bundles.ts; not by hand. */
import type { AnyHeard, AnyOwn } from '../../events/heard.ts'
import type { Route } from '../calls/route.ts'
import { declared } from '../manifest.ts'
import type { OwnPage } from '../own-page.ts'
import { hears as assistanceHears, says as assistanceSays } from './assistance/events.ts'
import { assistance } from './assistance/manifest.ts'
import { pages as assistancePages } from './assistance/pages.ts'
import { routes as assistanceRoutes } from './assistance/routes.ts'
import { hears as chronicHears, says as chronicSays } from './chronic/events.ts'
import { chronic } from './chronic/manifest.ts'
import { routes as chronicRoutes } from './chronic/routes.ts'
import { familySharing } from './family-sharing/manifest.ts'
import { pages as familySharingPages } from './family-sharing/pages.ts'
import { routes as familySharingRoutes } from './family-sharing/routes.ts'
import { hears as feedbackHears } from './feedback/events.ts'
import { feedback } from './feedback/manifest.ts'
import { routes as feedbackRoutes } from './feedback/routes.ts'
import { filing } from './filing/manifest.ts'
import { routes as filingRoutes } from './filing/routes.ts'
import { homeService } from './home-service/manifest.ts'
import { maternityAllowance } from './maternity-allowance/manifest.ts'
import { newborn } from './newborn/manifest.ts'
import { routes as newbornRoutes } from './newborn/routes.ts'
import { outreach } from './outreach/manifest.ts'
import { hears as reimbursementHears, says as reimbursementSays } from './reimbursement/events.ts'
import { reimbursement } from './reimbursement/manifest.ts'
import { retirement } from './retirement/manifest.ts'
import { routes as retirementRoutes } from './retirement/routes.ts'
import { transfer } from './transfer/manifest.ts'

/** What they declare. */
export const manifests = /* @__PURE__ */ declared([
  assistance,
  chronic,
  familySharing,
  feedback,
  filing,
  homeService,
  maternityAllowance,
  newborn,
  outreach,
  reimbursement,
  retirement,
  transfer,
])

/** What they hear beside what registers know: who loads this alone loads none of the bundles. */
export const heard: readonly AnyHeard[] = [...assistanceHears, ...chronicHears, ...feedbackHears, ...reimbursementHears]

/** What they say beside what everybody does. */
export const said: readonly AnyOwn[] = [...assistanceSays, ...chronicSays, ...reimbursementSays]

/** Calls that are their own: who answers none is deployed without them. */
export const routes: readonly (readonly Route[])[] = [
  assistanceRoutes,
  chronicRoutes,
  familySharingRoutes,
  feedbackRoutes,
  filingRoutes,
  newbornRoutes,
  retirementRoutes,
]

/** What they show a citizen of their own: who draws no pages is deployed without them. */
export const pages: readonly (readonly OwnPage[])[] = [assistancePages, familySharingPages]

/** What is played and measured of each. It is read when somebody asks for it, and never deployed. */
export const samples = [
  {
    of: assistance,
    stories: async () => (await import('./assistance/stories.ts')).stories,
    bench: async () => (await import('./assistance/bench.ts')).bench,
    bureau: async () => (await import('./assistance/bureau.ts')).bureau,
  },
  {
    of: chronic,
    stories: async () => (await import('./chronic/stories.ts')).stories,
    bench: async () => (await import('./chronic/bench.ts')).bench,
  },
  {
    of: familySharing,
    stories: async () => (await import('./family-sharing/stories.ts')).stories,
    bench: async () => (await import('./family-sharing/bench.ts')).bench,
  },
  {
    of: feedback,
    stories: async () => (await import('./feedback/stories.ts')).stories,
    bench: async () => (await import('./feedback/bench.ts')).bench,
  },
  {
    of: filing,
    stories: async () => (await import('./filing/stories.ts')).stories,
    bench: async () => (await import('./filing/bench.ts')).bench,
  },
  {
    of: homeService,
    stories: async () => (await import('./home-service/stories.ts')).stories,
  },
  {
    of: maternityAllowance,
    stories: async () => (await import('./maternity-allowance/stories.ts')).stories,
    bench: async () => (await import('./maternity-allowance/bench.ts')).bench,
    bureau: async () => (await import('./maternity-allowance/bureau.ts')).bureau,
  },
  {
    of: newborn,
    stories: async () => (await import('./newborn/stories.ts')).stories,
    bench: async () => (await import('./newborn/bench.ts')).bench,
  },
  {
    of: outreach,
    stories: async () => (await import('./outreach/stories.ts')).stories,
  },
  {
    of: reimbursement,
    stories: async () => (await import('./reimbursement/stories.ts')).stories,
    bench: async () => (await import('./reimbursement/bench.ts')).bench,
    bureau: async () => (await import('./reimbursement/bureau.ts')).bureau,
  },
  {
    of: retirement,
    stories: async () => (await import('./retirement/stories.ts')).stories,
    bench: async () => (await import('./retirement/bench.ts')).bench,
    bureau: async () => (await import('./retirement/bureau.ts')).bureau,
  },
  {
    of: transfer,
    stories: async () => (await import('./transfer/stories.ts')).stories,
    bench: async () => (await import('./transfer/bench.ts')).bench,
  },
]
