// Loaded before the server (node --require): tells every statement it runs, and with what, to a file.
const { appendFileSync } = require('node:fs')
const Database = require('better-sqlite3')

const { prepare } = Database.prototype
Database.prototype.prepare = function prepareAndTell(sql) {
  const statement = prepare.call(this, sql)
  let bound = null
  const { bind } = statement
  statement.bind = (...params) => {
    bound = params
    return bind.apply(statement, params)
  }
  for (const name of ['all', 'get', 'run', 'iterate']) {
    const run = statement[name]
    if (run)
      statement[name] = (...params) => {
        const plain = (_, value) => (typeof value === 'bigint' ? Number(value) : value)
        appendFileSync(process.env.TELL_STATEMENTS, `${JSON.stringify({ sql, params: bound ?? params }, plain)}\n`)
        return run.apply(statement, params)
      }
  }
  return statement
}
