// JSON objects from outside, read strictly: what two readers could understand differently is refused.
import { AppError } from '@motp/shared/protocol/app-error'

/** Throws `unsupported-media-type` for anything but plain UTF-8 JSON, `unreadable-body` for what is no object. */
export function readJsonObject(body: Buffer, headers: { 'content-type'?: string | undefined; 'content-encoding'?: string | undefined }) {
  if (mediaTypeOf(headers['content-type']) !== 'application/json') throw new AppError('unsupported-media-type')
  if (headers['content-encoding'] !== undefined) throw new AppError('unsupported-media-type')
  const text = decodeUtf8(body)
  const value = parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new AppError('unreadable-body')
  return { value: value as Record<string, unknown>, hasRepeatedNames: hasRepeatedNames(text, value as Record<string, unknown>) }
}

/** `application/json; charset=utf-8` is `application/json`; with another charset it is nothing that we read. */
export function mediaTypeOf(contentType: string | undefined): string {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';')
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='))
  return charset === undefined || /^charset="?utf-?8"?$/.test(charset) ? type.trim() : 'unknown'
}

/** Keeps nothing from one text to the next; making one costs more than its work. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** Throws `unreadable-body` for bytes that are no UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    throw new AppError('unreadable-body')
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('unreadable-body')
  }
}

/**
 * RFC 8259 4: of repeated names each reader takes another one. JSON.parse keeps the last and says nothing; but a flat object of texts has
 * exactly two texts a name, so a text too many is a name that was overwritten.
 */
function hasRepeatedNames(text: string, value: Record<string, unknown>): boolean {
  const texts = text.match(/"(?:[^"\\]|\\.)*"/g)?.length ?? 0
  const values = Object.values(value).filter((one) => typeof one === 'string').length
  return texts !== Object.keys(value).length + values
}
