import { AppError } from "@/lib/kit/errors";
import { parseWallTime, type Turn, turns, turnWords } from "./model";

type Wanted = Record<Turn, string>;

/** A case is noticed after it began, and fixed after it was noticed. */
export function parseTurns(wanted: Wanted, zone: string): Record<Turn, Date | null> {
  const parsed: Record<Turn, Date | null> = {
    beganAt: null,
    detectedAt: null,
    fixedAt: null,
  };
  let before: Turn | null = null;
  for (const turn of turns) {
    if (wanted[turn] === "") continue;
    const moment = parseWallTime(wanted[turn], zone);
    if (moment === null) throw refuseTime(turn, "is not a day and a time");
    const last = before && parsed[before];
    if (before && last && moment < last) {
      throw refuseTime(turn, `is before "${turnWords[before]}"`);
    }
    parsed[turn] = moment;
    before = turn;
  }
  return parsed;
}

/** A time that cannot be, at the field it was typed in. */
export function refuseTime(field: string, detail: string): AppError {
  return new AppError("input.invalid", { errors: [{ pointer: `/${field}`, detail }] });
}
