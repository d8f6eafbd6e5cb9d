import { showHidden } from "@/lib/entries/visible-text";

/** As many letters fit into the narrowest column of the list. */
const alwaysFits = 12;

/** The whole of a value on hover, where it may be cut short or holds what nobody sees. */
export function titleWhere(text: string): string | undefined {
  const whole = showHidden(text);
  return whole === text && text.length <= alwaysFits ? undefined : whole;
}
