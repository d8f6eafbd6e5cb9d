/** A place outside that keeps copies of checkpoints. */
export type Keeper = {
  name: string;
  kind: "folder" | "bucket";
  /** The newest copy it has, or null. */
  read: () => Promise<string | null>;
  /** Keeps a checkpoint under its size, and as the newest. */
  write: (size: number, note: string) => Promise<void>;
};

/** Why a place did not keep a copy. */
export class KeeperError extends Error {
  override name = "KeeperError";
}
