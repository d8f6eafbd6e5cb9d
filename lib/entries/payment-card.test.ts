import { describe, expect, it } from "vitest";
import { redactPaymentCards } from "@/lib/entries/payment-card";

/** The public test numbers of the card networks. */
const cards = [
  "4111111111111111",
  "4222222222222",
  "4111 1111 1111 1111",
  "4111-1111-1111-1111",
  "5555555555554444",
  "2223003122003222",
  "378282246310005",
  "3782 822463 10005",
  "6011111111111117",
  "3530111333300000",
  "30569309025904",
  "6200000000000005",
];

const others = [
  "4111111111111112",
  "1234567890123452",
  "9999999999999995",
  "1763719200000",
  "1763719200000000",
  "20261121135302",
  "41111111111111110",
  "0.4111111111111111",
  "4111111111111111.5",
  "a4111111111111111",
  "4111111111111111f",
  "+4111111111111111",
  "550e8400-4111-1111-1111-111111111111",
  "12345678-4111-4111-1111-111111111111",
  "4111 1111  1111 1111",
];

describe("a payment card number", () => {
  it.each(cards)("is recognised as %s, alone or in a sentence", (card) => {
    expect(redactPaymentCards(card, "X")).toBe("X");
    expect(redactPaymentCards(`card ${card}, thanks`, "X")).toBe("card X, thanks");
    expect(redactPaymentCards(`card=${card}&a=1`, "X")).toBe("card=X&a=1");
  });

  it.each(others)("is not seen in %s", (text) => {
    expect(redactPaymentCards(text, "X")).toBe(text);
  });

  it("is found beside others", () => {
    expect(redactPaymentCards("4111111111111111,5555555555554444", "X")).toBe("X,X");
  });
});
