/**
 * Node's `http` for what is deployed, in the place of `node:http` (infra/bundle.ts). Whoever imports that as an ES module
 * is shown all it exports, the web's sockets among it, and with these Node loads `fetch` and all that belongs to it: 20 ms
 * of every start, for something that no worker and no desk uses. As a CommonJS module it gives what is asked of it, undici's
 * pool too.
 */
module.exports = process.getBuiltinModule('node:http')
