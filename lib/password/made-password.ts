import { drawRandomBytes } from "@/lib/entries/random";
import { describeWeakness } from "./rules";

/** Told apart when read aloud; their number divides that of a byte's values. */
const letters = "abcdefghijkmnpqrstuvwxyz23456789";
const groupCount = 5;
const groupLength = 4;

/** Five groups of four letters; drawn again where chance made one that is guessed first. */
export function makePassword(): string {
  for (;;) {
    const drawn = [...drawRandomBytes(groupCount * groupLength)].map(
      (byte) => letters[byte % letters.length] ?? "",
    );
    const groups = Array.from({ length: groupCount }, (_, at) =>
      drawn.slice(at * groupLength, (at + 1) * groupLength).join(""),
    );
    const password = groups.join("-");
    if (describeWeakness(password) === null) return password;
  }
}
