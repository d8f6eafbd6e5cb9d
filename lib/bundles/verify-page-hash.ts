/** Of public/verify.html, as it was generated: people compare it. */
export const verifyPageHash =
  "3588984c55f53a5879c202c319e53a8478499a81cc037f0d182a8dc9b2c4c702";
