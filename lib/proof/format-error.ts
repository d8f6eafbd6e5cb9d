/**
 * Guarantees: every parse function of this folder that refuses a text throws this, so a
 * reader of bundles turns all of them into one verdict at one place.
 * Does not: stand for misuse by our own code; that is a RangeError.
 */
export class FormatError extends Error {
  override name = "FormatError";
}
