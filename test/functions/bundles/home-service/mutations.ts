/** Deliberate bugs in the bundle, each of which its lives or the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

const folder = 'functions/bundles/home-service'

export const mutations: readonly Mutation[] = [
  bug(
    'home-asked-again',
    'a point that has not claimed a visit is asked once more',
    `${folder}/rules/points.ts`,
    'home && !asked.has(point_no)',
    'home && asked.size < 9',
  ),
  bug(
    'home-claim-overlooked',
    'a claimed visit goes on to the next point all the same',
    `${folder}/steps/visit.ts`,
    'claim || asking.forGood',
    'asking.forGood',
  ),
  bug(
    'home-not-for-good',
    'whom a clerk asks has hours, too',
    `${folder}/steps/visit.ts`,
    'claim || asking.forGood',
    'claim',
  ),
  bug(
    'home-visited-before',
    'a visit may be older than what it was asked for',
    `${folder}/tasks.ts`,
    'from <= (visitedOn as Day) && ',
    '',
  ),
  bug(
    'home-told-again',
    'the person is told at every claim',
    `${folder}/steps/visit.ts`,
    'if (ctx.state.toldOf === nth) return {}',
    'if (ctx.state.toldOf === -nth) return {}',
  ),
  bug(
    'home-dead-visited',
    'who has died is visited all the same',
    `${folder}/chain.ts`,
    'file.died === undefined ?',
    'file.died !== file ?',
  ),
]
