import { describe, expect, it } from "vitest";
import { describeEntity, formatAnyEntity, formatEntityCount } from "./entities";
import { splitWords } from "./words";

describe("the words of a name", () => {
  it.each([
    ["object.verb_past", ["object", "verb", "past"]],
    ["s3:PutObject", ["s3", "put", "object"]],
    ["DescribeDBLogFiles", ["describe", "db", "log", "files"]],
    ["SendSSHPublicKey", ["send", "ssh", "public", "key"]],
    ["UpdateFunctionCode20150331v2", ["update", "function", "code"]],
    ["GetOAuthApp", ["get", "oauth", "app"]],
    ["userID", ["user", "id"]],
    ["2sv_enroll", ["2sv", "enroll"]],
    ["CREATE_ROLE", ["create", "role"]],
    ["Sign-in_activity", ["sign", "in", "activity"]],
    ["Löschen_Nutzer", ["löschen", "nutzer"]],
    ["._:/-", []],
  ])("of %s", (name, words) => {
    expect(splitWords(name)).toEqual(words);
  });
});

describe("the type of a record", () => {
  it.each([
    ["ticket", "Ticket"],
    ["api_key", "API key"],
    ["IAMUser", "IAM user"],
    ["ServicePrincipal", "Service principal"],
    ["s3_bucket", "S3 bucket"],
    ["チケット", "チケット"],
    ["--", "--"],
  ])("%s is called %s", (type, words) => {
    expect(describeEntity(type)).toBe(words);
  });

  it("takes the article and the plural of its name", () => {
    expect(formatAnyEntity("api_key")).toBe("an API key");
    expect(formatAnyEntity("user")).toBe("a user");
    expect(formatEntityCount("device", 1)).toBe("1 device");
    expect(formatEntityCount("policy", 1204)).toBe("1,204 policies");
    expect(formatEntityCount("api_key", 2)).toBe("2 API keys");
    expect(formatEntityCount("mailbox", 2)).toBe("2 mailboxes");
    expect(formatEntityCount("software", 2)).toBe("2 software");
  });
});
