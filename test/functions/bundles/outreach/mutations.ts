/** Deliberate bugs in the bundle, each of which its lives or the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

const stand = 'functions/bundles/outreach/rules/stand.ts'
const visit = 'functions/bundles/outreach/steps/visit.ts'

export const mutations: readonly Mutation[] = [
  bug('outreach-too-soon', 'who was asked 180 days ago is asked again', stand, 'at.today) <= days', 'at.today) < days'),
  bug(
    'outreach-exempt-too-long',
    'an exemption lasts into the new year',
    stand,
    '-01-01` as Day, -1)',
    '-01-01` as Day, 0)',
  ),
  bug('outreach-military-asked', 'a soldier is not exempt', visit, "'military', ", ''),
  bug(
    'outreach-dead-visited',
    'who has died is visited all the same',
    'functions/bundles/outreach/chain.ts',
    'ctx.file.died !== undefined',
    'ctx.file.died === ctx.today',
  ),
  bug('outreach-waits-short', 'who would enrol has 29 days', visit, 'enrolDays = 30', 'enrolDays = 29'),
]
