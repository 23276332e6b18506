/** What services there are, and the forms of those that a citizen may start. */
import type * as z from 'zod'
import { dayOf } from '../../../shared/calendar/index.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { loadSnapshot } from '../../../shared/table/files.ts'
import { filingForm } from '../../bundles/filing/form.ts'
import { newbornForm, prefill } from '../../bundles/newborn/form.ts'
import { roles } from '../../http/auth.ts'
import { notFound, problem } from '../../http/problem.ts'
import { type Route, route } from '../../http/route.ts'
import { formSchema, servicesSchema } from '../schemas-services.ts'
import { services } from '../services.ts'

const tag = '服务'

interface Form {
  schema: z.ZodType
  prefilled(own: PersonFile, today: string): Record<string, unknown>
}

/** Forms by bundle; the other bundles need none. */
const forms: Readonly<Record<string, Form>> = {
  newborn: { schema: newbornForm, prefilled: (own) => ({ ...prefill(own) }) },
  filing: {
    schema: filingForm,
    prefilled: (own, today) => ({ kind: 'temporary', from: today, psn_no: own.person?.psn_no }),
  },
}

export const serviceRoutes: readonly Route[] = [
  route('GET /v1/services', {
    roles,
    tag,
    summary: '服务目录：每件事包含什么、要不要申请、要什么材料、多久、怎么回事',
    answer: servicesSchema,
    cacheable: true,
    async handler() {
      return { body: { services } }
    },
  }),

  route('GET /v1/forms/{bundle}', {
    roles: ['citizen'],
    tag,
    summary: '一张表：要填什么（JSON Schema），系统已经替您填了什么',
    answer: formSchema,
    problems: ['no-form'],
    async handler({ ports, subject, params }) {
      const own = await loadSnapshot(ports, pidOf(ports.keys, subject.psn_no))
      if (!own.person) return notFound()
      const { bundle = '' } = params
      const form = Object.hasOwn(forms, bundle) ? forms[bundle] : undefined
      if (!form) {
        const known = services.some((service) => service.bundle === bundle)
        return known ? problem(404, 'no-form', '这件事不用填表，条件具备时系统自动办理。') : notFound()
      }
      // Making JSON Schema is needed by few calls: it is loaded when the first of them comes.
      const { inputSchema } = await import('../docs/json-schema.ts')
      return { body: { schema: inputSchema(form.schema), prefilled: form.prefilled(own, dayOf(ports.clock.now())) } }
    },
  }),
]
