import { handleBeginEnrolment } from "@/lib/second-factor/handlers";

export const POST = handleBeginEnrolment;
