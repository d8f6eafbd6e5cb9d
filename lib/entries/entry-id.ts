const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const entryIdPattern = /^evt_[0-9A-HJKMNP-TV-Z]{26}$/;

/** A ULID with our prefix: ids made later sort later, so their unique index stays compact. */
export function formatEntryId(milliseconds: number, random: Uint8Array): string {
  let time = "";
  let rest = milliseconds;
  for (let place = 0; place < 10; place += 1) {
    time = alphabet.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let text = `evt_${time}`;
  for (let place = 0; place < 16; place += 1) {
    text += alphabet.charAt((random[place] ?? 0) & 31);
  }
  return text;
}
