import { describe, expect, it } from "vitest";
import { classifyKey, isSecretField } from "@/lib/entries/sensitive-keys";

const hidden = [
  "password",
  "PASSWORD",
  "passWord",
  "pass-word",
  "PaSsWoRd",
  "user_password",
  "userpassword",
  "password2",
  "old.password",
  "Password confirmation",
  "passwd",
  "mysql_pwd",
  "passphrase",
  "secret",
  "clientSecret",
  "client-secret",
  "mfa_secret",
  "aws_secret_access_key",
  "apiKey",
  "APIKey",
  "API_KEY",
  "api key",
  "x-api-key",
  "X-Api-Key",
  "apikey",
  "token",
  "accessToken",
  "access_token",
  "refresh-token",
  "ID Token",
  "csrfToken",
  "nexttoken",
  "/user/api_token",
  "Authorization",
  "Proxy-Authorization",
  "Cookie",
  "set-cookie",
  "bearer",
  "private_key",
  "privateKey",
  "encryption_key",
  "signing.key",
  "webhookSecret",
  "credentials",
  "connectionString",
  "recoveryCodes",
  "backup_code",
  "totp",
  "otpauth",
  "otp",
  "jwt",
  "ssn",
  "creditCard",
  "card_number",
  "cvv",
  "iban",
  "auth",
  "pass",
  "pin",
  "salt",
  "nonce",
  "dsn",
];

const kept = [
  "businessName",
  "session_id",
  "sessionId",
  "tokencount",
  "tokenCount",
  "token_count",
  "key_id",
  "api_key_id",
  "keyPrefix",
  "passwordChangedAt",
  "password_reset_requested",
  "passwordPolicy",
  "password_min_length",
  "secret_arn",
  "token_type",
  "access_token_expires_in",
  "authMethod",
  "cookie_consent",
  "AccessKeysPerUser",
  "1Password item",
  "secretary",
  "passenger",
  "monkey",
  "author",
  "authority",
  "keyboard",
  "compass",
  "spinning",
  "salted_caramel",
  "cookiecutter",
  "tokenizer",
  "",
];

describe("a name", () => {
  it.each(hidden)("%s hides its value", (name) => {
    expect(isSecretField(name, "s3cr3t")).toBe(true);
  });

  it.each(kept)("%s hides nothing", (name) => {
    expect(isSecretField(name, "s3cr3t")).toBe(false);
  });

  it("is judged the same the second time, when it is remembered", () => {
    for (const name of [...hidden, ...kept]) {
      const first = classifyKey(name);
      expect(classifyKey(name)).toBe(first);
    }
  });
});

describe("the value under a sensitive name", () => {
  it("is hidden whole, whatever its type", () => {
    for (const value of ["x", 1234, 0, ["a"], { a: 1 }]) {
      expect(isSecretField("password", value)).toBe(true);
    }
  });

  it("is kept when there is nothing to hide", () => {
    for (const value of [null, "", true, false, "true", {}, []]) {
      expect(isSecretField("password", value)).toBe(false);
    }
  });

  it("is followed into an auth object, whose harmless parts are evidence", () => {
    expect(isSecretField("authorization", { action: "read", scope: "/a" })).toBe(false);
    expect(isSecretField("auth", "Basic abc")).toBe(true);
  });

  it("tells amounts of tokens from tokens", () => {
    expect(isSecretField("tokens", 1024)).toBe(false);
    expect(isSecretField("tokens", ["abc"])).toBe(true);
  });

  it("under a mere key or sid is hidden only when it looks random", () => {
    for (const value of ["office front door", "ITSM-42", "aws:ec2launchtemplate:id"]) {
      expect(isSecretField("key", value)).toBe(false);
    }
    expect(isSecretField("key", "fB1o4eVmNTmZK80P6oW6Uw2OjhRv12OC")).toBe(true);
    expect(isSecretField("Sid", "AWSCloudTrailAclCheck")).toBe(false);
  });
});
