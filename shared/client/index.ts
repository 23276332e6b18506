/** The client of the API for mini-programs and pages; no dependency. Whatever these files export is the package's. */
export type * from './answers.ts'
export type * from './bodies.ts'
export * from './client.ts'
export type * from './operations.ts'
export type * from './options.ts'
export * from './problems.ts'
export * from './signals.ts'
export * from './transports.ts'
