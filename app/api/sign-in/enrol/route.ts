import { handleEnrolment } from "@/lib/second-factor/handlers";

export const POST = handleEnrolment;
