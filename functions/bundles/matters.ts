/** What a person can have to do with us: a bundle's matter, or one that no bundle is for. */
import type { Names } from '../../shared/codes/coded.ts'
import { houseMatters } from '../../shared/points/point.ts'
import { bundleTitles } from './all.ts'

/** Matters by name, with what each is called. */
export const matterNames: Names = { ...bundleTitles, ...houseMatters }
