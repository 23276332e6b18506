/** The script of the site `/my`. */
import { begin } from './frame/index.ts'

begin()
