/** Of public/verify.html, as it was generated: people compare it. */
export const verifyPageHash =
  "6b8167800496d754d06d7ca4bbbde474c3ab79e35f04f533a57a4abaa2677658";
