import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { failure, type Result, success } from "@/lib/kit/result";
import { checkUrl, isVouchedFor } from "./address";
import { createLookup } from "./lookup";
import { OutboundError, type OutboundRules } from "./send";

const connectMsMax = 5_000;
const totalMsMax = 15_000;

export type SocketAddress = {
  host: string;
  port: number;
  isTls: boolean;
  /** The operator vouches for it; its addresses are then not looked at. */
  isVouched: boolean;
};

/** `tls://host:port`, or `tcp://host:port` where the operator vouches for the host. */
export function checkSocketAddress(
  text: string,
  allow: readonly string[],
): Result<SocketAddress, string> {
  const match = /^(tls|tcp):\/\/([^/@?#\s]+):(\d{1,5})$/.exec(text);
  if (!match) return failure("is not like tls://host:6514");
  const [, scheme, name = "", digits = ""] = match;
  const port = Number(digits);
  if (port < 1 || port > 65_535) return failure("has a port that there is not");
  const isListed = allow.includes(name) || allow.includes(`${name}:${port}`);
  const checked = checkUrl(`https://${name}/`, isListed ? [...allow, name] : allow);
  if (!checked.ok) return failure(checked.reason);
  const isVouched = isListed || isVouchedFor(checked.value, allow);
  if (scheme === "tcp" && !isVouched) {
    return failure("is not encrypted: only tls leaves for the public internet");
  }
  const host = checked.value.hostname.replace(/^\[|\]$/g, "");
  return success({ host, port, isTls: scheme === "tls", isVouched });
}

/**
 * Writes everything to a socket, says that it was all, and waits until the other side closes
 * too. Checked like every request to the outside. Throws OutboundError.
 * Does not: know what was read; syslog has no answer (RFC 5425, section 4.4).
 */
export async function writeOutbound(
  address: string,
  bytes: Uint8Array,
  { allow, resolve, ca }: OutboundRules & { ca?: string },
): Promise<void> {
  const checked = checkSocketAddress(address, allow);
  if (!checked.ok) throw new OutboundError(`the address ${checked.reason}`);
  const { host, port, isTls, isVouched } = checked.value;
  const lookup = isVouched ? {} : { lookup: createLookup(resolve) };
  const options = { host, port, ...lookup };
  const socket = isTls
    ? connectTls({ ...options, servername: isName(host) ? host : undefined, ca })
    : connectTcp(options);
  try {
    await finishWriting(socket, bytes, isTls ? "secureConnect" : "connect");
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new OutboundError(`${host}:${port} could not be reached: ${why}`, true, {
      cause: thrown,
    });
  } finally {
    socket.destroy();
  }
}

function isName(host: string): boolean {
  return /[a-z]/i.test(host) && !host.includes(":");
}

function finishWriting(socket: Socket, bytes: Uint8Array, ready: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let isWritten = false;
    const connecting = setTimeout(
      () => reject(new Error("no answer in time")),
      connectMsMax,
    );
    const whole = setTimeout(
      () => reject(new Error("it did not read to the end in time")),
      totalMsMax,
    );
    const settle = (act: () => void) => {
      clearTimeout(connecting);
      clearTimeout(whole);
      act();
    };
    socket.once(ready, () => {
      clearTimeout(connecting);
      socket.end(bytes, () => {
        isWritten = true;
      });
    });
    socket.resume();
    socket.once("error", (error) => settle(() => reject(error)));
    socket.once("close", () =>
      settle(() => (isWritten ? resolve() : reject(new Error("it hung up")))),
    );
  });
}
