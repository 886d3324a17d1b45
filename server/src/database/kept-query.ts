// Queries that are built and compiled once. Kysely builds a statement anew for each execution, at several times the cost of executing it.
import type { Compilable, CompiledQuery, QueryResult } from 'kysely'
import type { Db } from './database.ts'

/** Strings, numbers and null, in objects and arrays. */
type Values = { readonly [name: string]: unknown }

/** Stands in a compiled query for the value at this place among the leaves of the values. */
class Place {
  readonly index: number

  constructor(index: number) {
    this.index = index
  }
}

const shapesPerQuery = 100

/**
 * `build` must use each value only as a value of the query and never look at it: it is called with stand-ins, once for each engine and
 * shape of the values (which names there are, and how long lists are).
 */
export function keepQuery<V extends Values, Row>(
  build: (db: Db, values: V) => Compilable<Row>,
): (db: Db, values: V) => Promise<QueryResult<Row>> {
  // The adapter is one object for all handles and transactions of a database. (Plugins that rewrite queries would have to be its own too.)
  const kept = new WeakMap<object, Map<string, CompiledQuery<Row>>>()
  return (db, values) => {
    const { adapter } = db.getExecutor()
    const queries = kept.get(adapter) ?? new Map<string, CompiledQuery<Row>>()
    kept.set(adapter, queries)
    const leaves: unknown[] = []
    const shape = readShape(values, leaves)
    const query = queries.get(shape) ?? build(db, standIn(values, { next: 0 }) as V).compile()
    if (queries.size >= shapesPerQuery) queries.clear()
    queries.set(shape, query)
    const parameters = query.parameters.map((parameter) => (parameter instanceof Place ? leaves[parameter.index] : parameter))
    return db.executeQuery({ ...query, parameters })
  }
}

/** Adds the leaves in order. What is undefined is not there: Kysely leaves such a column out. */
function readShape(value: unknown, leaves: unknown[]): string {
  if (Array.isArray(value)) return `[${value.map((item) => readShape(item, leaves)).join()}]`
  if (isObject(value)) {
    let shape = '{'
    for (const name in value) shape += `${name}:${readShape(value[name], leaves)},`
    return `${shape}}`
  }
  if (value === undefined) return '-'
  leaves.push(value)
  return '?'
}

function standIn(value: unknown, places: { next: number }): unknown {
  if (Array.isArray(value)) return value.map((item) => standIn(item, places))
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, standIn(item, places)]))
  return value === undefined ? undefined : new Place(places.next++)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
