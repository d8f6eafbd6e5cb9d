import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactText } from "@/lib/entries/redact-text";
import { vendorTokens } from "@/lib/entries/vendor-tokens";

describe("a token of", () => {
  it.each(vendorTokens)("$kind is removed wherever it stands", ({ source }) => {
    const sample = fc.stringMatching(
      new RegExp(`^${source.replace("(?![A-Za-z0-9])", "")}$`),
    );
    fc.assert(
      fc.property(sample, (token) => {
        expect(redactText(token)).toBe("[REDACTED]");
        expect(redactText(`Bo sent ${token} to us`)).toBe("Bo sent [REDACTED] to us");
        expect(redactText(JSON.stringify({ note: [token] }))).toBe(
          '{"note":["[REDACTED]"]}',
        );
        expect(redactText(`https://a.example/x?n=${token}`)).not.toContain(token);
      }),
      { numRuns: 20, seed: 20_261_125 },
    );
  });
});

/** Each says what stays beside the mark. */
const embedded: [string, string][] = [
  ["Authorization: Bearer abc.def-123", "Authorization: Bearer [REDACTED]"],
  ["authorization: Basic dXNlcjpwYXNz", "authorization: Basic [REDACTED]"],
  ["Authorization=Token 0a1b2c", "Authorization=Token [REDACTED]"],
  ["Authorization: s3cr3t", "Authorization: [REDACTED]"],
  ["sent Bearer abcdefgh12345678 twice", "sent Bearer [REDACTED] twice"],
  ["sent Basic dXNlcjpwYXNzd29yZA==", "sent Basic [REDACTED]"],
  ["X-Api-Key: 0a1b2c\r\nHost: x", "X-Api-Key: [REDACTED]\r\nHost: x"],
  ["Cookie: sid=abc; theme=dark", "Cookie: sid=[REDACTED]; theme=[REDACTED]"],
  [
    "Set-Cookie: sid=abc; Path=/; HttpOnly",
    "Set-Cookie: sid=[REDACTED]; Path=/; HttpOnly",
  ],
  ["postgres://app:pw@db/x", "postgres://app:[REDACTED]@db/x"],
  ["redis://:a/b#c@cache:6379", "redis://:[REDACTED]@cache:6379"],
  ["https://bo:p@ss@x.example/a", "https://bo:[REDACTED]@x.example/a"],
  [
    "Server=db;User Id=sa;Password=a,b;Timeout=5",
    "Server=db;User Id=sa;Password=[REDACTED];Timeout=5",
  ],
  [
    "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=q83vAQ==;X=1",
    "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=[REDACTED];X=1",
  ],
  [
    "https://x/?api_key=a1&page=2&token=b2",
    "https://x/?api_key=[REDACTED]&page=2&token=[REDACTED]",
  ],
  ["https://x/blob?sv=1&sig=a%2Bb&se=2", "https://x/blob?sv=1&sig=[REDACTED]&se=2"],
  [
    "https://x/cb#access_token=a1&state=z",
    "https://x/cb#access_token=[REDACTED]&state=z",
  ],
  [
    "otpauth://totp/X:bo?secret=ABC&issuer=X",
    "otpauth://totp/X:bo?secret=[REDACTED]&issuer=X",
  ],
  ["password=x1&user=y", "password=[REDACTED]&user=y"],
  ["user%5Bpassword%5D=x1&a=2", "user%5Bpassword%5D=[REDACTED]&a=2"],
  ["user[password]=x1&a=2", "user[password]=[REDACTED]&a=2"],
  ["user=bo, password=x1, host=h", "user=bo, password=[REDACTED], host=h"],
  ["export DB_PASSWORD='x y'\n", "export DB_PASSWORD='[REDACTED]'\n"],
  ['api_key = "a b"', 'api_key = "[REDACTED]"'],
  ['{"password": "a\\"b", "n": 1', '{"password": "[REDACTED]", "n": 1'],
  [
    'body={\\"password\\":\\"x1\\",\\"a\\":1}',
    'body={\\"password\\":\\"[REDACTED]\\",\\"a\\":1}',
  ],
  ["the API key: a1b2", "the API key: [REDACTED]"],
  ["password: hunter2", "password: [REDACTED]"],
  ["net use --password hunter2 --force", "net use --password [REDACTED] --force"],
  ["New-User -Password P@ss -Name Bo", "New-User -Password [REDACTED] -Name Bo"],
  ["curl -u bo:p@ss https://x.example", "curl -u bo:[REDACTED] https://x.example"],
  ["<Password>x1</Password><a>1</a>", "<Password>[REDACTED]</Password><a>1</a>"],
  ["<password><![CDATA[x<1]]></password>", "<password><![CDATA[[REDACTED]]]></password>"],
  [
    "https://hooks.slack.com/services/T0000/B0000/abcdef",
    "https://hooks.slack.com/services/[REDACTED]",
  ],
  [
    "key\n-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4\nAA\n" +
      "-----END RSA PRIVATE KEY-----\nend",
    "key\n[REDACTED]\nend",
  ],
  ["cut off -----BEGIN PRIVATE KEY-----\nMIIEvQIB", "cut off [REDACTED]"],
];

describe("a secret inside a text", () => {
  it.each(embedded)("%j keeps what stands around it", (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it.each(embedded)("%j is not touched a second time", (text) => {
    const once = redactText(text);
    expect(redactText(once)).toBe(once);
  });
});

const innocent = [
  "the password was reset by bob",
  "password: changed",
  "Password reset: done",
  "token count: 1024",
  "max_tokens=1024",
  "key: office front door",
  "Subject: key handover: Friday",
  "status code: 200",
  "https://app.example/audit?cursor=2GC8Dq8kBQEgB7saBgSvgc",
  "https://bo@x.example/a",
  "https://x.example:8080/a?mail=bo@x.example",
  "ssh://git@github.com/a/b.git",
  "bo@x.example wrote: see https://x.example/?a=1",
  "Basic authentication failed",
  "Bearer authentication is required here",
  "arn:aws:secretsmanager:us-east-1:123837392027:secret:rotation-3-xehWok",
  "cannot exceed quota for AccessKeysPerUser: 2",
  "-----BEGIN PRIVATE KEY-----",
  "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
  "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
  "sha256:4610577523e4ec09b7c979f5382d9d3de8ec60f45e72f981c1e19db5f8ce3191",
  "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP" +
    "+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
  "commit 1ef36fa01286573e846ac449e8683f8833c5b26a",
  "evt_01JD8Z2Q5K7M9N3P4R6S8T0V1W",
  "cus_NffrFeUfNV2Hib",
  "550e8400-e29b-41d4-a716-446655440000",
  "2001:db8::1",
  "AKIA is a prefix",
  "docker run -u 1000:1000 alpine",
  "task-force-of-the-northern-branch-office",
  "sk-learn and disk-usage-of-the-server",
  "my_test_configurationparameter",
  "npm_config_registry",
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/146.0.0.0 Safari/537.36",
  "\u001b[31mred\u001b[0m \u0007 user\u202etxt.exe",
  '{ "n": 12345678901234567890, "e": 1.0, "author": "\\u0041" }',
];

describe("an innocent text", () => {
  it.each(innocent)("%j comes back as it was", (text) => {
    expect(redactText(text)).toBe(text);
  });

  it("made of ordinary identifiers is never touched", () => {
    const hex = (length: number) =>
      fc.string({
        unit: fc.constantFrom(..."0123456789abcdef"),
        minLength: length,
        maxLength: length,
      });
    const id = fc.oneof(fc.uuid(), hex(40), hex(64), fc.ulid(), fc.emailAddress());
    fc.assert(
      fc.property(id, id, (one, other) => {
        const text = `moved ${one} to ${other}`;
        expect(redactText(text)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("JSON inside a text", () => {
  it("loses its secrets and keeps every other byte", () => {
    const text =
      ' {"id": 12345678901234567890, "Password" : "a\\"b", ' +
      '"auth":{"token":[1,{"x":"]"}]},\n' +
      '"pin": 1234, "secret": null, "t": true, "password": "", "n": "\\u0041"} ';
    expect(redactText(text)).toBe(
      ' {"id": 12345678901234567890, "Password" : "[REDACTED]", ' +
        '"auth":{"token":"[REDACTED]"},\n' +
        '"pin": "[REDACTED]", "secret": null, "t": true, ' +
        '"password": "", "n": "\\u0041"} ',
    );
  });

  it("stays JSON, also when it is nested or holds a card as a number", () => {
    const inner = JSON.stringify({ password: "x", card: 4111111111111111 });
    const result = redactText(JSON.stringify({ body: inner }));
    expect(JSON.parse(JSON.parse(result).body)).toEqual({
      password: "[REDACTED]",
      card: "[REDACTED]",
    });
  });
});

describe("binary data", () => {
  const bytes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));

  it("read as text is not kept", () => {
    expect(redactText(bytes.join(""))).toBe("[BINARY DATA]");
    expect(redactText("\u0089PNG\u001a\u0001\u0002\u0003IHDR")).toBe("[BINARY DATA]");
  });

  it("in base64 is not kept when it is long", () => {
    const blob = btoa(bytes.join("").repeat(20));
    expect(redactText(blob)).toBe("[BINARY DATA]");
    expect(redactText(`<img src="data:image/png;base64,${blob}">`)).toBe(
      '<img src="[BINARY DATA]">',
    );
  });

  it("is not seen in a long plain text", () => {
    for (const text of ["a".repeat(10_000), "0123456789abcdef".repeat(1000)]) {
      expect(redactText(text)).toBe(text);
    }
  });
});
