import type { Outcome } from "@/lib/entries/model";
import { onlyRecord } from "@/lib/ingest/draft";
import { contentAt, textAt, valueAt } from "@/lib/ingest/lookup";
import type { MapResult, SourceMapper } from "@/lib/ingest/model";
import { identityOf } from "@/lib/ingest/sources/cloudtrail-identity";
import { resourcesOf } from "@/lib/ingest/sources/cloudtrail-resources";
import { failure } from "@/lib/kit/result";
import type { JsonObject } from "@/lib/proof/json-value";

/** AWS CloudTrail record contents, event versions 1.0 to 1.11. */
export const cloudtrail: SourceMapper = {
  source: "cloudtrail",
  vendor: "aws",
  aliases: ["aws", "aws_cloudtrail", "amazon"],
  map: mapCloudtrail,
};

const deniedCodes = /AccessDenied|Unauthori[sz]ed|NotAuthorized|Forbidden/i;

function mapCloudtrail(record: JsonObject): MapResult {
  const action = textAt(record, "eventName");
  if (action === null) {
    const detail = "a CloudTrail record has an eventName";
    return failure({ pointer: "/eventName", detail });
  }
  const isSignIn =
    action === "ConsoleLogin" || textAt(record, "eventType") === "AwsConsoleSignIn";
  return onlyRecord({
    vendor: "aws",
    action,
    category: isSignIn ? "authentication" : undefined,
    occurred:
      valueAt(record, "eventTime") ??
      valueAt(record, "@timestamp") ??
      valueAt(record, "p_event_time"),
    actor: identityOf(record),
    targets: resourcesOf(record, action),
    outcome: outcomeOf(record, action),
    reason: reasonOf(record),
    address: textAt(record, "sourceIPAddress"),
    userAgent: textAt(record, "userAgent"),
    requestId: textAt(record, "requestID"),
    request: { body: contentAt(record, "requestParameters") },
    response: { body: contentAt(record, "responseElements") },
    metadata: metadataOf(record),
    record,
    recordId: textAt(record, "eventID"),
  });
}

/**
 * Sign-ins carry no error code: the answer names itself, `{"ConsoleLogin": "Failure"}`.
 */
function outcomeOf(record: JsonObject, action: string): Outcome {
  const code = textAt(record, "errorCode");
  if (code !== null) return deniedCodes.test(code) ? "denied" : "failed";
  const answer = textAt(contentAt(record, "responseElements"), action);
  return answer === "Failure" ? "failed" : "success";
}

function reasonOf(record: JsonObject): string | null {
  const code = textAt(record, "errorCode");
  const message = textAt(record, "errorMessage");
  if (code === null || message === null) return code ?? message;
  return `${code}: ${message}`;
}

function metadataOf(record: JsonObject): JsonObject {
  return {
    service: textAt(record, "eventSource"),
    region: textAt(record, "awsRegion"),
    account: textAt(record, "recipientAccountId", "userIdentity.accountId"),
    event_type: textAt(record, "eventType"),
    read_only: contentAt(record, "readOnly"),
    mfa: textAt(
      record,
      "additionalEventData.MFAUsed",
      "userIdentity.sessionContext.attributes.mfaAuthenticated",
    ),
    invoked_by: textAt(record, "userIdentity.invokedBy"),
    access_key_id: textAt(record, "userIdentity.accessKeyId"),
    vpc_endpoint: textAt(record, "vpcEndpointId"),
  };
}
