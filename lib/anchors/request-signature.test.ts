import { describe, expect, it } from "vitest";
import { encodeText } from "@/lib/proof/bytes";
import { signRequest } from "./request-signature";

const keys = {
  keyId: "AKIAIOSFODNN7EXAMPLE",
  secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  region: "us-east-1",
};
const at = new Date("2013-05-24T00:00:00Z");
const host = "https://examplebucket.s3.amazonaws.com";

/** The examples of Amazon's own documentation of Signature Version 4 for S3. */
describe("a request to a bucket is signed as Amazon's examples are:", () => {
  it("one that reads", () => {
    const request = {
      method: "GET",
      url: new URL(`${host}/test.txt`),
      headers: { range: "bytes=0-9" },
      body: new Uint8Array(0),
    };
    expect(signRequest(request, keys, at).authorization).toBe(
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    );
  });

  it("one that writes, under a name that must be encoded", () => {
    const request = {
      method: "PUT",
      url: new URL(`${host}/test$file.text`),
      headers: {
        date: "Fri, 24 May 2013 00:00:00 GMT",
        "x-amz-storage-class": "REDUCED_REDUNDANCY",
      },
      body: encodeText("Welcome to Amazon S3."),
    };
    expect(signRequest(request, keys, at).authorization).toMatch(
      /Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd$/,
    );
  });
});
