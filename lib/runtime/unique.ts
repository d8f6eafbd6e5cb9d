/**
 * Guarantees: a taken name becomes an answer a person can use, told by SQLSTATE and never by
 * a constraint's name, which a distributed database changes.
 * Does not: check beforehand; the unique index is the only judge.
 */
import { AppError } from "@/lib/kit/errors";

const uniqueViolation = "23505";

/** refuseTaken awaits a write and turns a unique violation into `name.taken` at `pointer`. */
export async function refuseTaken<T>(pointer: string, write: PromiseLike<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError("name.taken", {
      errors: [{ pointer, detail: "is already in use" }],
      cause: error,
    });
  }
}

function isUniqueViolation(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ("code" in error && error.code === uniqueViolation) return true;
  }
  return false;
}
