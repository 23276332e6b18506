/** `node --import ./test/simulator/mutations/apply.ts …` with `MUTATION=name`: loads the sources with one bug in them. */
import { registerHooks } from 'node:module'
import { mutations } from './list.ts'
import { mutated } from './mutate.ts'

const name = process.env.MUTATION
const mutation = mutations.find((one) => one.name === name)
if (name !== undefined && !mutation) throw new Error(`no mutation ${name}`)

if (mutation) {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      const change = mutation.changes.find(({ file }) => url.endsWith(`/${file}`))
      return change ? { ...loaded, source: mutated(mutation, change.file, String(loaded.source)) } : loaded
    },
  })
}
