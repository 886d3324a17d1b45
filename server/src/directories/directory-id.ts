// The immutable id of a user as text. objectGUID is 16 bytes with the first three fields little-endian (MS-DTYP 2.3.4.2);
// it is written as Windows shows it, so that a support person can compare.

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Position in the text form of each byte of an objectGUID; the order is its own inverse. */
const byteOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]

export function guidToText(guid: Uint8Array): string | undefined {
  if (guid.length !== 16) return undefined
  const hex = reorder(guid).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export function textToGuid(text: string): Buffer | undefined {
  if (!uuidPattern.test(text)) return undefined
  return reorder(Buffer.from(text.replaceAll('-', ''), 'hex'))
}

function reorder(bytes: Uint8Array): Buffer {
  return Buffer.from(byteOrder.map((position) => bytes[position] ?? 0))
}
