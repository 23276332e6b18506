/** What a case remembers from step to step, and the kit its steps are made with. */
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import { field, type Held } from '../../../shared/chain/fields.ts'
import { caseStates, type StateOf } from '../../../shared/chain/states.ts'
import type { Admdvs, Insutype } from '../../../shared/codes/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import type { Schemas } from '../../../shared/schemas.ts'
import { chronicBundle } from './reference.ts'
import type { Basis } from './words.ts'

const insutype = (z: Schemas) => z.custom<Insutype>((value) => typeof value === 'string')

/** Who reviews now: the `no`th who is asked in the case, an expert or at last the clerks. */
const review = (z: Schemas) =>
  z.strictObject({
    no: z.int(),
    /** Left out: nobody is left to be drawn, and the clerks review. */
    expert_no: z.string().exactOptional(),
    /** The day of the draw. */
    on: field.day(z),
    due: field.due(z),
  })
/** One of them. */
export type Review = Held<typeof review>

/** A review that came to no. */
const refusal = (z: Schemas) =>
  z.strictObject({
    on: field.day(z),
    reason: z.string().exactOptional(),
    /** Two-disease benefits rest on it. */
    two: z.literal(true).exactOptional(),
  })
/** One of them. */
export type Refusal = Held<typeof refusal>

/** What was granted. */
const granted = (z: Schemas) =>
  z.strictObject({
    basis: z.custom<Basis>((value) => typeof value === 'string'),
    from: field.day(z),
    insutype: insutype(z),
    /** Of one granted directly: the settlement it rests on. */
    ground: z.string().exactOptional(),
    /** A clerk has said so: what it rested on is gone, and it ends; or stands all the same. */
    ended: field.day(z).exactOptional(),
    stands: z.literal(true).exactOptional(),
    /** How often a clerk was asked whether it stands, and whether one is asked now. */
    doubts: z.int(),
    doubted: z.literal(true).exactOptional(),
  })
/** It. */
export type Granted = Held<typeof granted>

/** State of a case: one disease of one person in one area. */
const chronicStates = caseStates({
  version: 2,
  state: (z) => ({
    /** How it began. */
    by: z.enum(['screened', 'recognized', 'asked']),
    /** Of one that was recognized or asked for: the key of its fact. Of a screened one: the calendar year. */
    of: z.string(),
    disease: z.strictObject({
      opsp_dise_code: z.string(),
      opsp_dise_name: z.string(),
      diag_codes: z.array(z.string()),
    }),
    insutype: insutype(z),
    /** The day whose parameters hold: of the settlement, the recognition or the request. */
    on: field.day(z),
    /** The day it started. */
    begun: field.day(z),
    /** A settlement recognizes it directly. */
    direct: z.literal(true).exactOptional(),
    /** What the person is asked, since when, and how often they were reminded. */
    question: z
      .strictObject({ option: z.enum(['accept', 'apply']), since: field.day(z), reminded: z.int() })
      .exactOptional(),
    /** The person agreed to be recognized directly. */
    accepted: z.literal(true).exactOptional(),
    /** The person wants it reviewed. */
    applied: z.literal(true).exactOptional(),
    /** Experts who were drawn, in turn. */
    drawn: z.array(z.string()),
    /** How many were asked to review, clerks among them. */
    reviews: z.int(),
    review: review(z).exactOptional(),
    first: refusal(z).exactOptional(),
    /** Until when the person may ask for a second review. */
    answerBy: field.due(z).exactOptional(),
    final: refusal(z).exactOptional(),
    granted: granted(z).exactOptional(),
  }),
  // Who had agreed before that was taken down is asked again, should a corrected parameter take a grant up.
  upgrades: { 1: {} },
})
/** Of a case as its steps see it. */
export type ChronicState = StateOf<typeof chronicStates>

/** What steps of a case get. */
export type ChronicCtx = Ctx<ChronicState>

export const { step, go, wait, end, stay, again, chain, stateIn } = stepsOver(chronicStates)

/** The cases of an area and disease. */
export const casesOf = (file: PersonFile, area: Admdvs, code: string): CaseRow[] =>
  file
    .all('case')
    .filter(
      (row) =>
        row.bundle === chronicBundle.bundle && row.admdvs === area && stateIn(row).disease.opsp_dise_code === code,
    )
