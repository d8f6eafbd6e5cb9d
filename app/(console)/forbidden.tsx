import { ForbiddenState } from "@/components/shell/forbidden-state";
import { describePageRefusal } from "@/lib/access/auth";
import { loadHome } from "@/lib/organizations/loaders";

export default async function Forbidden() {
  return (
    <ForbiddenState
      reason={await describePageRefusal()}
      requestAccess={null}
      homeHref={await loadHome()}
    />
  );
}
