/** Of undici only the pool is loaded: half of the package, which says nothing of its parts' types. */
declare module 'undici/lib/dispatcher/pool.js' {
  export { Pool as default } from 'undici'
}
