import { refuseMethod } from "@/lib/access/wrap";
import { handleApiDownload } from "@/lib/export-requests/handlers";

/** The file; every download is an entry. */
export const GET = handleApiDownload;

export const POST = refuseMethod("GET");
export const PUT = refuseMethod("GET");
export const PATCH = refuseMethod("GET");
export const DELETE = refuseMethod("GET");
