/** A thread that leads the lives it is told to, piece by piece. */
import { parentPort } from 'node:worker_threads'
import { leadMany, type Wanted } from './many.ts'

parentPort?.on('message', (wanted: Wanted) => parentPort?.postMessage(leadMany(wanted)))
