/** The script of the site `/ops`. */
import { begin } from './frame/index.ts'

begin()
