/** What is kept, in English: the schedule itself is written for bureaus, in Chinese. */
import type { Counts } from '../../functions/keeping/counts.ts'
import type { KeptKind } from '../../shared/keeping/index.ts'

/** Kinds of what is kept, and from when their term counts. */
export const keptInEnglish: Readonly<Record<KeptKind, { readonly what: string; readonly since: string }>> = {
  dead: {
    what: 'what is registered of a person beside identity and relations, after their death',
    since: 'the registered day of death; kept while they live',
  },
  cases: { what: 'closed cases with their tasks, bills, payments and visits', since: 'the case was closed' },
  texts: {
    what: 'texts of steps and messages (entries of the ledger beside them stay)',
    since: 'they were written; those of open cases stay',
  },
  'notice-reads': { what: 'when a message was read', since: 'it was first read' },
  refused: { what: 'events that were refused, or wait for something', since: 'they came' },
  errands: { what: 'errands with what was done by them, and counts of points', since: 'they were written' },
  ledger: { what: 'ledger, clearing and positions between areas', since: 'the entry' },
  months: { what: 'months of contributions', since: 'they came' },
  erased: { what: 'ids of cases taken away, so that no matter is done twice', since: 'they were taken away' },
  'money-identities': { what: 'identities of events that moved money or months', since: 'they came' },
  identities: { what: 'identities of other events', since: 'they came' },
  pointers: { what: 'places in lists', since: 'while what they point to is there' },
  held: { what: 'messages held back, waiting subscriptions, marks of work in hand', since: 'until sent or done' },
  'office-tasks': { what: 'tasks that concern no single person', since: 'they were done' },
  'staff-days': { what: 'how many tasks each clerk decided on a day', since: 'that day' },
  answers: {
    what: 'answers to calls with an idempotency key; whether a credential was used, and how many were made; keyed hashes of codes',
    since: 'the answer',
  },
  misses: { what: 'how often an institution asked for somebody unknown', since: 'it asked' },
  volume: { what: 'how many tasks and cases opened a day in an area (numbers alone)', since: 'the day' },
  articles: { what: 'articles that questions are answered from', since: 'they were put' },
  questions: { what: 'questions that were asked (long numbers masked; not who asked)', since: 'they were asked' },
  surveys: { what: 'what was answered about visits (not by whom)', since: 'the day of the answer' },
  unanswered: { what: 'questions without an answer, and how often', since: 'the last time' },
  trials: { what: 'trials of parameters', since: 'they began' },
  corrections: { what: 'proposed corrections (released, the event is kept in file and ledger)', since: 'the proposal' },
  rules: {
    what: 'parameters, settings of areas, policy packs, bases of employers, marks of the system',
    since: 'they were set',
  },
  audit: { what: 'the audit trail: who looked at whom, who changed what', since: 'it was written' },
  'audit-apart': {
    what: 'the audit trail kept apart, which nobody can change or remove early',
    since: 'it was written; the stage setting auditYears can only make it longer',
  },
  archive: {
    what: 'events as they came (archive)',
    since: 'the end of the year they came in; the stage setting archiveYears can only make it longer',
  },
  facts: { what: 'facts for statistics, which name nobody', since: 'they were exported' },
  logs: {
    what: 'logs of the functions and of access',
    since: 'they were written; the stage setting logDays can only make it longer',
  },
}

/** What the daily job counts. */
export const countsInEnglish: Readonly<Record<keyof Counts, string>> = {
  cases: 'closed cases',
  visits: 'visits without a case',
  texts: 'texts',
  refused: 'refused events',
  dead: 'persons who died',
}
