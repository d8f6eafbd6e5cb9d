import { evidenceErrors } from "./evidence-errors";

/** Every error a caller can meet: what HTTP says, what a person is told, and what to do. */
export const errorTable = {
  "request.malformed": {
    status: 400,
    say: "The request body is not valid JSON.",
    fix: "Send UTF-8 JSON (RFC 8259) without a byte order mark. The detail names the byte and, for NDJSON, the line.",
  },
  "request.empty": {
    status: 400,
    say: "The request holds no event.",
    fix: 'Send one event, {"events": [..]} with at least one, or at least one line of NDJSON.',
  },
  "query.invalid": {
    status: 400,
    say: "Some query parameters cannot be used.",
    fix: "The errors name each parameter and why. Nothing is ignored in silence.",
  },
  "access.unauthenticated": {
    status: 401,
    say: "A valid API key or sign-in is needed.",
    fix: "Send Authorization: Bearer cus_... with a key that is neither revoked nor expired. Keys are made with custody key create.",
  },
  "access.denied": {
    status: 403,
    say: "You may not do this.",
    fix: "The detail says what is missing. Ask an owner or admin for the role, or for a key with the scope. The refusal is in the log.",
  },
  "access.proof_needed": {
    status: 403,
    say: "Confirm that it is you.",
    fix: "Enter your password or a code of your second factor again at /reauth; it counts for some minutes.",
  },
  "session.over": {
    status: 401,
    say: "Your session had ended. Send the form again.",
    fix: "Sign in again: the page comes back with what you typed, secrets excepted.",
  },
  "code.wrong": {
    status: 403,
    say: "That code did not work.",
    fix: "Type the newest code of your authenticator; each works once. Or use a recovery code.",
  },
  "password.wrong": {
    status: 403,
    say: "That password did not work.",
    fix: "Type the password you sign in with, or reset it by mail.",
  },
  "second_factor.present": {
    status: 409,
    say: "A second factor is set up already.",
    fix: "Remove it first under your own security page.",
  },
  "access.cross_site": {
    status: 403,
    say: "The request came from another site.",
    fix: "Open the page under the public address of Custody (CUSTODY_URL) and send the form from there.",
  },
  "link.spent": {
    status: 410,
    say: "This link works no longer.",
    fix: "It was used, withdrawn, or is too old. Ask for a new one.",
  },
  "resource.not_found": {
    status: 404,
    say: "There is nothing here.",
    fix: "Check the id. What belongs to another organization or client is not found either.",
  },
  "request.method_not_allowed": {
    status: 405,
    say: "This method is not supported here.",
    fix: "The Allow header names the methods that are.",
  },
  "request.timed_out": {
    status: 408,
    say: "The request body did not arrive in time.",
    fix: "Send the body faster or in smaller parts. Nothing was stored.",
  },
  "idempotency.conflict": {
    status: 409,
    say: "This idempotency key was used before with other content.",
    fix: "Use a new key for new content, or send the first content again to get the first answer.",
  },
  "name.taken": {
    status: 409,
    say: "This name is in use.",
    fix: "Choose another one.",
  },
  "retention.decided": {
    status: 409,
    say: "This proposal is not open any more.",
    fix: "Look at the page again: it was approved, withdrawn or came into force since.",
  },
  "retention.nothing_due": {
    status: 409,
    say: "Nothing is past its retention.",
    fix: "Entries under a hold stay. The preview says what would go, and when.",
  },
  "retention.preview_outdated": {
    status: 409,
    say: "The log moved on since the preview.",
    fix: "Look at the preview again and confirm what it says now. Nothing was pruned.",
  },
  "erasure.nothing_found": {
    status: 409,
    say: "No entry holds a value about this person.",
    fix: "Look for them in the log first: by other spellings, their id or address. Ids themselves stay, they are what entries are counted by.",
  },
  "erasure.decided": {
    status: 409,
    say: "This erasure is not open any more.",
    fix: "Look at the page again: it was approved, withdrawn or carried out since.",
  },
  "erasure.held": {
    status: 409,
    say: "A legal hold is on entries this would change.",
    fix: "An owner releases the hold first, or the erasure waits for it.",
  },
  "export.over": {
    status: 409,
    say: "This export is over.",
    fix: "Only one that waits or runs can be cancelled, and only one that failed can be tried again.",
  },
  "export.not_ready": {
    status: 409,
    say: "This export has no file yet.",
    fix: "Ask for its state, and fetch the file once it is done.",
  },
  "export.expired": {
    status: 410,
    say: "The file of this export was removed.",
    fix: "Files are kept for some days. Ask for the same export again: it writes the same entries.",
  },
  "schedule.over": {
    status: 409,
    say: "This schedule is not in that state any more.",
    fix: "Look at the page again: somebody paused or resumed it, or it was disabled.",
  },
  "export.no_chain": {
    status: 422,
    say: "A bundle proves a whole chain, and you read only a part of this one.",
    fix: "Filter by one client of yours, or take another format.",
  },
  "export.too_long": {
    status: 422,
    say: "Nobody reads a document of this many entries.",
    fix: "Narrow the filter, or take CSV, NDJSON or Parquet, which have no end.",
  },
  "export.too_many": {
    status: 429,
    say: "Too many exports are under way.",
    fix: "Wait until one is done, or cancel one.",
  },
  ...evidenceErrors,
  "rule.exists": {
    status: 409,
    say: "This built-in rule is switched on already.",
    fix: "Find it among the rules; it is edited and disabled there.",
  },
  "rule.already": {
    status: 409,
    say: "The rule is in that state already.",
    fix: "Somebody else was quicker: reload the page to see it as it is.",
  },
  "rule.too_many": {
    status: 409,
    say: "There are as many rules as there can be.",
    fix: "Edit one that is there: a disabled rule counts too, since its alerts name it.",
  },
  "webhook.too_many": {
    status: 409,
    say: "There are as many webhooks as there can be.",
    fix: "Edit one that is there.",
  },
  "alert.already": {
    status: 409,
    say: "The alert is in that state already.",
    fix: "Somebody else was quicker: reload the page to see it as it is.",
  },
  "request.too_large": {
    status: 413,
    say: "The request is too large.",
    fix: "Split the batch. A single event that is too large must leave something out. Nothing was stored.",
  },
  "request.unsupported_type": {
    status: 415,
    say: "This content type is not supported.",
    fix: "Send application/json or application/x-ndjson in UTF-8, without Content-Encoding.",
  },
  "event.invalid": {
    status: 422,
    say: "The request holds something that is refused.",
    fix: "The errors point at each value (RFC 6901). Correct them and send the whole request again: nothing of it was stored.",
  },
  "input.invalid": {
    status: 422,
    say: "Some fields need another value.",
    fix: "The errors name each field.",
  },
  "request.rate_limited": {
    status: 429,
    say: "Too many requests.",
    fix: "Wait as long as Retry-After says.",
  },
  "internal.unexpected": {
    status: 500,
    say: "Something went wrong on our side.",
    fix: "Send the request id to whoever runs this installation; the process log has the cause.",
  },
  "service.overloaded": {
    status: 503,
    say: "The service is busy. Nothing was stored.",
    fix: "Send again after Retry-After, with the same idempotency key.",
  },
  "log.closed": {
    status: 503,
    say: "The log takes nothing in: sealed entries are gone from its database.",
    fix: "Nothing was stored. An owner must look at the incident on the Integrity page and close it with a reason; then send again.",
  },
  "log.altered": {
    status: 409,
    say: "The entry is not what was recorded, so it is no evidence.",
    fix: "Nothing was handed out. The whole log is verified now; an owner must look at the incident on the Integrity page.",
  },
  "seal.unavailable": {
    status: 503,
    say: "The newest entries are not sealed yet.",
    fix: "Ask again after Retry-After. If it stays so, the sealer is not running or has stopped at an integrity warning: the Integrity page and custody doctor say which.",
  },
  "service.unavailable": {
    status: 503,
    say: "The database cannot be reached.",
    fix: "Send again after Retry-After, with the same idempotency key: if the first try was stored after all, you get its answer.",
  },
} as const satisfies Record<string, { status: number; say: string; fix: string }>;

export type ErrorCode = keyof typeof errorTable;
