import {
  binaryPlaceholder,
  isBase64Blob,
  isBinaryText,
  replaceDataUris,
} from "@/lib/entries/binary-data";
import { redactJsonText } from "@/lib/entries/json-text";
import { createLiteralScanner } from "@/lib/entries/literal-scanner";
import { cardDigitsMin, redactPaymentCards } from "@/lib/entries/payment-card";
import { redacted } from "@/lib/entries/redaction-mark";
import { type SecretPattern, secretPatterns } from "@/lib/entries/secret-patterns";

const patterns: readonly SecretPattern[] = [
  { kind: "data_uri", literals: [";base64,"], redact: replaceDataUris },
  ...secretPatterns,
];
const scan = createLiteralScanner(patterns.map((pattern) => pattern.literals));

/** Nothing shorter can name a secret and hold it. */
const lengthMin = 4;

/** Replaces the secrets a text holds and keeps every other character of it. */
export function redactText(text: string): string {
  if (text.length < lengthMin) return text;
  const { found, digitRunMax, controlCount } = scan(text);
  if (isBinaryText(text, controlCount) || isBase64Blob(text)) return binaryPlaceholder;
  const hasDigits = digitRunMax >= cardDigitsMin;
  if (found.length === 0 && !hasDigits) return text;
  const json = redactJsonText(text, redactText);
  if (json !== null) {
    // Its strings are done; what is left of card numbers are JSON numbers.
    return hasDigits ? redactPaymentCards(json, `"${redacted}"`) : json;
  }
  const result = found.reduce((rest, at) => patterns[at]?.redact(rest) ?? rest, text);
  return hasDigits ? redactPaymentCards(result, redacted) : result;
}
