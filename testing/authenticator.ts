import { Secret, TOTP } from "otpauth";

/** An authenticator app: the code of a moment, as many steps from now as asked. */
export function readCode(secret: string, stepsFromNow = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(" ", "")) });
  return totp.generate({ timestamp: Date.now() + stepsFromNow * 30_000 });
}
