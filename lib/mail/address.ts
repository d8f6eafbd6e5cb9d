const lengthMax = 254;
const mailbox =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * Whether a text is exactly one address as SMTP carries it: ASCII, no quoting, no comment,
 * no list. What looks like one only after normalizing (a full-width @) is not (T-71).
 */
export function isMailAddress(text: string): boolean {
  return text.length <= lengthMax && mailbox.test(text);
}
