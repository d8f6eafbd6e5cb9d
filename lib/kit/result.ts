export type Result<T, Reason> = { ok: true; value: T } | { ok: false; reason: Reason };

export function success<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function failure<Reason>(reason: Reason): { ok: false; reason: Reason } {
  return { ok: false, reason };
}
