import { redacted } from "@/lib/entries/redaction-mark";

const userAndPassword = /(:\/\/[^\s/?#:@"'<>]{0,256}:)[^\s/?#"'<>]{1,512}@/g;

/** A password pasted into a database address often holds characters that no URL may. */
const databases = "postgres(?:ql)?|mysql|mariadb|mongodb(?:\\+srv)?|rediss?|amqps?|mssql";
const databaseUser = new RegExp(
  `((?:${databases}|sqlserver):\\/\\/[^\\s/?#:@"'<>]{0,256}:)[^\\s"'<>@]{1,512}@`,
  "gi",
);

/** No name of a person or a login is this long without a break. */
const tokenAsUser = /(:\/\/)[\w.~-]{20,512}@/g;

export function redactUrlUsers(text: string): string {
  if (!text.includes("@")) return text;
  return text
    .replace(userAndPassword, `$1${redacted}@`)
    .replace(databaseUser, `$1${redacted}@`)
    .replace(tokenAsUser, `$1${redacted}@`);
}
