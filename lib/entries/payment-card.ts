const contiguous = /(?<![A-Za-z0-9+]|\d\.)\d{13,19}(?![A-Za-z0-9]|\.\d)/g;
const grouped = new RegExp(
  String.raw`(?<![A-Za-z0-9+]|\d[.-])\d{4}([ -])` +
    String.raw`(?:\d{4}\1\d{4}\1\d{1,7}|\d{6}\1\d{4,5})(?![A-Za-z0-9]|-\w)`,
  "g",
);

type Issuer = { prefix: RegExp; lengths: readonly number[] };

/**
 * Issuer identification numbers in use (ISO/IEC 7812) and the lengths issued under them.
 */
const issuers: readonly Issuer[] = [
  { prefix: /^4/, lengths: [13, 16] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^(?:6011|64[4-9]|65)/, lengths: [16] },
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16] },
  { prefix: /^3(?:0[0-5]|095|[689])/, lengths: [14] },
  { prefix: /^62/, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:5018|50[23]0|5038|5893|6304|6759|676[1-3])/, lengths: [16] },
];

export const cardDigitsMin = 13;

export function isPaymentCard(digits: string): boolean {
  const isIssued = issuers.some(
    ({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits),
  );
  return isIssued && hasLuhnSum(digits);
}

export function redactPaymentCards(text: string, replacement: string): string {
  const replace = (match: string) =>
    isPaymentCard(match.replace(/\D/g, "")) ? replacement : match;
  return text.replace(contiguous, replace).replace(grouped, replace);
}

/** Every second digit from the right counts double (ISO/IEC 7812-1, annex B). */
function hasLuhnSum(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const value = Number(digits.at(-1 - place));
    const weighted = place % 2 === 0 ? value : value * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
