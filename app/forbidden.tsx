import { ForbiddenState } from "@/components/shell/forbidden-state";
import { refusalOfRequest } from "@/lib/access/auth";

export default function Forbidden() {
  const { reason } = refusalOfRequest();
  return (
    <ForbiddenState
      reason={reason ?? "Your role does not include this."}
      requestAccess={null}
      homeHref="/"
    />
  );
}
