/**
 * A text of its own. What is cut out of a long text keeps all of it in memory for as long
 * as it is remembered.
 */
export function copyText(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
