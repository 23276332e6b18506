/** The script of the site `/desk`. */
import { begin } from './frame/index.ts'

begin()
