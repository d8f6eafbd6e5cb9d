/** Of public/verify.html, as it was generated: people compare it. */
export const verifyPageHash =
  "303e19a72cf00011e8110a3ec3aece1a5784fb705b646aa19a3ff340bd9930f8";
