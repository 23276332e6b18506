import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { compiledDir } from './infra/cli/support/compiled.ts'

const tests = ['test/**/*.test.{ts,tsx}']
/** The bundle that a test adds to the house: its tests run there. */
const elsewhere = ['test/sixth/donation/**', '**/node_modules/**']
/** What puts something else in the place of a module: nobody may have loaded it before. */
const alone = ['test/functions/many-waiting.test.ts']

/** What takes longest, longest first: begun last, one core would wait for the other. */
const slow = [
  'local/start',
  'test/sixth/sixth',
  'system/storm',
  'simulator/simulator',
  'local/restore',
  'local/serve',
  'system/go-live',
  'fuzz/endpoints',
  'fuzz/events',
  'simulator/releases',
  'infra/stack-template',
  'simulator/order',
  'newborn/all-3-order',
  'fuzz/sequences',
  'infra/deployed',
  'docs-page.browser',
  'keeping/day',
  'samples/play',
  'api/codes',
]

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = slow.findIndex((part) => moduleId.includes(`${part}.test.ts`))
      return found < 0 ? slow.length : found
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores are what a bureau's build machine has.
    maxWorkers: 2,
    env: {
      // Commands speak Chinese in the tests, whatever the machine's locale.
      MIANSHEN_LANG: 'zh',
      // Stores of tests are short-lived: the quick compiler alone takes a fifth less of the two cores than both.
      JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1',
      // Many processes are started of the same code: it is read and compiled by the first alone.
      NODE_COMPILE_CACHE: compiledDir,
    },
    sequence: { sequencer: SlowFirst },
    // Tests that say so wait beside each other.
    maxConcurrency: 24,
    projects: [
      // A fifth of the time went into loading the same modules for each file: they are shared.
      { extends: true, test: { name: 'all', isolate: false, include: tests, exclude: [...elsewhere, ...alone] } },
      { extends: true, test: { name: 'alone', include: alone, exclude: elsewhere } },
    ],
  },
})
