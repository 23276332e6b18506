/** Compiled code of earlier starts: without it a process spends more on reading TypeScript than on most commands. */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Where it is kept; made when it is first needed. */
export const compiledDir = fileURLToPath(new URL('../../../node_modules/.cache/mianshen-compiled', import.meta.url))

/** What this process loads from now on is kept, and found again by the next. */
export const keepCompiled = (): void => void enableCompileCache(compiledDir)
