import type { FormValues } from "./model";

const secretNames = /passw|secret|token|recovery|^(code|otp)$/i;

/** What was typed and may be shown again: everything but secrets. */
export function keepTyped(values: FormValues, secrets: string[]): FormValues {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name]) => !secrets.includes(name) && !secretNames.test(name),
    ),
  );
}

/** Leaves the longest values out until the rest is short enough. */
export function shortenValues(values: FormValues, lengthMax: number): FormValues {
  const pairs = Object.entries(values).sort(
    ([, left], [, right]) => left.join().length - right.join().length,
  );
  let length = 0;
  return Object.fromEntries(
    pairs.filter(([name, value]) => {
      length += name.length + value.join().length + 8;
      return length <= lengthMax;
    }),
  );
}
