/** Of public/verify.html, as it was generated: people compare it. */
export const verifyPageHash =
  "e9cae67b983bca797c8f19b549585548d9bb6890a776d962f2c4e290bf1eac01";
