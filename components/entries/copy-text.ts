/** Puts text on the clipboard and answers what to say about it. */
export async function copyText(text: string, said: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return said;
  } catch {
    return "The browser refused to copy";
  }
}
