export type LogBounds = {
  organizationId: string;
  slug: string;
  name: string;
  width: number;
  minIdx: number;
  nextIdx: number;
  lastHash: string;
  lastRecordedAt: string;
};

export type RowRange = {
  organizationId: string;
  fromIdx: number;
  /** Exclusive. */
  toIdx: number;
  isWhole: boolean;
};

export type StreamBounds = {
  slot: number;
  clientId: string | null;
  nextSidx: number;
  lastHash: string;
};

export type SealedOrganization = {
  organizationId: string;
  epochIndex: number;
  size: number;
  head: string;
};

export type EpochRow = {
  epochIndex: number;
  sealedAt: string;
  data: string;
  leafHash: string;
  path: string;
  checkpoint: string;
};

export type SealedStream = {
  slot: number;
  epochIndex: number;
  size: number;
  head: string;
};

export type PrunedPrefix = {
  chain: number;
  size: number;
  lastHeader: string;
  nodes: Uint8Array[];
};
