import { lookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./address";

export type Resolve = (
  hostname: string,
) => Promise<{ address: string; family: number }[]>;

const resolveByDns: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * Resolves once, refuses the whole answer when one of its addresses is not public, and
 * hands the checked addresses to the socket: a name that changes its mind changes nothing.
 */
export function createLookup(resolve: Resolve = resolveByDns): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const [first] = found;
        const bad = found.find(({ address }) => !isPublicAddress(address));
        if (first === undefined || bad !== undefined) {
          const message = `${hostname} is not on the public internet`;
          callback(Object.assign(new Error(message), { code: "ENOTPUBLIC" }), "", 0);
        } else if (options.all) callback(null, found);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    );
  };
}
