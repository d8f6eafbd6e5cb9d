/** Of public/verify.html, as it was generated: people compare it. */
export const verifyPageHash =
  "ebf611dd902b896a6864c1601ba3641d48899d6a9aa6f473cdcd593b74734fc5";
