/** What partners say and hear: the catalogue, reading and making of events. */
export * from './catalogue.ts'
export * from './heard.ts'
export * from './parse.ts'
export * from './wire.ts'
