/**
 * Examples for the document, taken from a played day (`node test/functions/api/write-examples.ts`): they show only what
 * occurs. The tests hold them against the schemas and against the day.
 */
import played from './examples.json' with { type: 'json' }

/** Values of places in paths, by name. */
export const parameterExamples: Readonly<Record<string, string>> = played.places

/** What is answered, by the name of the route. */
export const answerExamples: Readonly<Record<string, unknown>> = played.answers
