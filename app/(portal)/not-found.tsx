import { NotFoundState } from "@/components/shell/not-found-state";
import { loadHome } from "@/lib/organizations/loaders";

export default async function NotFound() {
  return <NotFoundState what="entry" homeHref={await loadHome()} />;
}
