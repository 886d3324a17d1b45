// Uniform random decimal digits from random bytes.

/** `randomBytes` gives that many bytes of a cryptographic generator. */
export function createRandomDigits(randomBytes: (count: number) => Uint8Array): (count: number) => string {
  return (count) => {
    let digits = ''
    while (digits.length < count) {
      // 250..255 are thrown away: with them 0 to 5 would be more likely than 6 to 9.
      for (const byte of randomBytes(count - digits.length)) if (byte < 250) digits += byte % 10
    }
    return digits
  }
}
