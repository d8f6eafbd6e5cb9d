import {
  Archive,
  ArchiveRestore,
  CheckCheck,
  CircleDot,
  Download,
  Eye,
  FileInput,
  KeyRound,
  LogIn,
  LogOut,
  type LucideIcon,
  Pencil,
  Play,
  Plus,
  RefreshCw,
  Send,
  Trash2,
} from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { describeVerb, isVerb, type Verb, type VerbGroup } from "@/lib/catalogue/verbs";

export const verbIcons: Record<Verb, LucideIcon> = {
  create: Plus,
  update: Pencil,
  delete: Trash2,
  login: LogIn,
  logout: LogOut,
  view: Eye,
  sync: RefreshCw,
  export: Download,
  import: FileInput,
  archive: Archive,
  restore: ArchiveRestore,
  execute: Play,
  send: Send,
  approve: CheckCheck,
  permission: KeyRound,
  other: CircleDot,
};

const tones: Record<VerbGroup, BadgeTone> = {
  create: "create",
  update: "update",
  delete: "delete",
  auth: "auth",
  export: "export",
  permission: "permission",
  neutral: "other",
};

export function VerbBadge({ verb: text }: { verb: string }) {
  const verb = isVerb(text) ? text : "other";
  const { words, group } = describeVerb(verb);
  const Icon = verbIcons[verb];
  return (
    <Badge tone={tones[group]}>
      <Icon aria-hidden />
      {words}
    </Badge>
  );
}
