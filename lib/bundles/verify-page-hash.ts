/** Of public/verify.html, as it was generated: people compare it. */
export const verifyPageHash =
  "2e71ccf7272486d17c721f870806112cf3bfe5c333be98fefb9147812bc33ce2";
