// Values that fit a contract's schema, and values that do not: by JSON Schema, so that every contract is covered as it stands.
import fc, { type Arbitrary } from 'fast-check'
import { z } from 'zod'

type JsonSchema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema | false
  prefixItems?: JsonSchema[]
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  pattern?: string
}

export function toJsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
}

/** Values that the schema takes. */
export function fitting(schema: JsonSchema): Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(fitting))
  if (schema.type === 'string') return fittingText(schema)
  if (schema.type === 'integer') return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000 })
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'array') return fittingArray(schema)
  if (schema.properties) return fittingObject(schema)
  return fc.constant({})
}

function fittingText({ pattern, minLength = 0, maxLength = 40 }: JsonSchema): Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  return fc
    .string({ minLength: Math.max(1, minLength), maxLength: Math.min(40, maxLength) })
    .filter((text) => text.trim().length >= minLength)
}

function fittingArray({ prefixItems, items, minItems = 0, maxItems = 5 }: JsonSchema): Arbitrary<unknown> {
  if (prefixItems) return fc.tuple(...prefixItems.map(fitting))
  return fc.array(fitting(items || {}), { minLength: minItems, maxLength: maxItems })
}

function fittingObject({ properties = {}, required = [] }: JsonSchema): Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, fitting(schema)])), {
    requiredKeys: required,
  })
}

/** JSON of a wrong type for `schema`. */
export function wrongType(schema: JsonSchema): Arbitrary<unknown> {
  const others = { null: null, array: [[]], boolean: true, number: -1.5, object: { $ne: null }, string: 'x'.repeat(60_000) }
  return fc.constantFrom(...Object.entries(others).flatMap(([type, value]) => (fits(schema, type) ? [] : [value])))
}

function fits(schema: JsonSchema, type: string): boolean {
  if (schema.anyOf) return schema.anyOf.some((each) => fits(each, type))
  // A string far beyond every bound fits nowhere.
  return type !== 'string' && schema.type === type
}

/** Bodies that an object schema must refuse: of another type, short of a field, with one too many, with one of a wrong type. */
export function unfitting(schema: JsonSchema): Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema
  const fieldNames = Object.keys(properties)
  const mutations: Arbitrary<(body: Record<string, unknown>) => unknown>[] = [
    fc.constantFrom<unknown>(null, [], [{}], 'text', 7, true).map((value) => () => value),
    fc.constantFrom('isAdmin', '$where', 'constructor', '').map((name) => (body) => ({ ...body, [name]: 1 })),
  ]
  if (required.length > 0)
    mutations.push(
      fc.constantFrom(...required).map(
        (name) =>
          ({ [name]: _, ...rest }) =>
            rest,
      ),
    )
  for (const name of fieldNames) mutations.push(wrongType(properties[name] ?? {}).map((value) => (body) => ({ ...body, [name]: value })))
  return fc.tuple(fittingObject(schema), fc.oneof(...mutations)).map(([body, mutate]) => mutate(body))
}
