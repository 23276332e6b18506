import { type Day, dayOf } from '../../../shared/calendar/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { World } from '../../../shared/engine/world.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { manifestOf } from '../../bundles/all.ts'
import { anyRole } from '../../calls/access.ts'
import { household } from '../../calls/household.ts'
import { notFound, problemBy } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import type { CaseForm } from '../../manifest.ts'
import { formSchema, servicesSchema } from '../schemas-services.ts'
import { services } from '../services.ts'

const tag = '服务'

const noForm = {
  'no-form': {
    status: 404,
    name: '这件事不用填表',
    when: '这件事不用填表，系统自动办',
    remedy: '不用填表，等系统自动办',
    en: { when: 'This matter has no form; it is done by itself', remedy: 'Nothing to fill in' },
  },
} as const

export const serviceRoutes: readonly Route[] = [
  route('GET /v1/services', {
    access: anyRole,
    tag,
    summary: '服务目录：每件事包含什么、要不要申请、要什么材料、多久、怎么回事',
    answer: servicesSchema,
    cacheable: true,
    async handler() {
      return { body: { services } }
    },
  }),

  route('GET /v1/forms/{bundle}', {
    access: { citizen: 'own' },
    tag,
    summary: '一张表：要填什么（JSON Schema），系统已经替您填了什么',
    answer: formSchema,
    errand: (matter, { params }) => (params as { bundle?: string }).bundle === matter,
    problems: noForm,
    async handler({ ports, births, subject, params }) {
      const family = await household({ ports, births }, subject.psn_no)
      const [own] = family
      if (!own) return notFound()
      const { bundle } = params
      const manifest = manifestOf(bundle)
      const form = manifest?.form
      if (!form) {
        return manifest ? problemBy(noForm, 'no-form', '这件事不用填表，条件具备时系统自动办理。') : notFound()
      }
      // Making JSON Schema is needed by few calls: it is loaded when the first of them comes.
      const { inputSchema } = await import('../docs/json-schema.ts')
      const today = dayOf(ports.clock.now())
      const choices = await choicesIn(ports, form, family, today)
      return { body: { schema: inputSchema(form.schema), prefilled: form.prefilled(own, today), ...choices } }
    },
  }),
]

/** What a place lets be written in some fields of a form. */
async function choicesIn(ports: Ports, form: CaseForm<unknown>, family: readonly PersonFile[], today: Day) {
  if (!form.choices) return {}
  const world = new World(ports)
  const listed = await world.loading(() => form.choices?.(family, { look: world.look, today }) ?? {})
  const entries = Object.entries(listed).map(([field, names]) => [
    field,
    Object.entries(names).map(([code, name]) => ({ code, name })),
  ])
  return { choices: Object.fromEntries(entries) }
}
