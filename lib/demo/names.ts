export const firstNames = (
  "Aaron Abigail Adele Ahmed Amara Anika Arjun Astrid Beatriz Ben Bianca Callum " +
  "Camille Chidi Clara Dana Daniel Daria Diego Elena Elias Emeka Emma Farah Felix " +
  "Finn Freya Gabriel Hana Harriet Hassan Helena Ibrahim Imogen Isla Ivan Jack " +
  "Jana Jasper Joana Jonas Kai Karim Kofi Laila Lars Leila Lena Leo Liam Lucia " +
  "Maja Malik Marta Mateo Mei Mila Nadia Niamh Nils Noor Oliver Omar Oscar Paula " +
  "Petra Priya Rafael Ravi Rosa Ruth Sam Sana Sofia Tariq Tessa Tom Uma Vera " +
  "Viktor Wanda Will Yara Yusuf Zoe"
).split(" ");

export const lastNames = (
  "Abbott Adeyemi Ahlberg Archer Banerjee Barker Becker Bell Bianchi Blake Brandt " +
  "Burke Castillo Chan Clarke Costa Dahl Dawson Doyle Egan Engel Farrell Fischer " +
  "Fletcher Foster Garcia Gomez Grant Haas Hale Hansen Hayes Holt Ibarra Iqbal " +
  "Jensen Joshi Kaur Keane Keller Khan Klein Lambert Larsen Lewis Lopez Lund " +
  "Mahmood Marsh Mendes Meyer Mills Moreau Moss Murphy Nakamura Nolan Novak Nunes " +
  "Okoye Olsen Owens Palmer Park Peters Pires Quinn Rao Reed Rossi Sato Schmidt " +
  "Shah Silva Singh Stone Suzuki Tanaka Turner Usman Vance Vogel Walsh Weber West " +
  "Wolf Wright Yilmaz Young"
).split(" ");

/** Distinct for distinct numbers, so that no two clients share a contact's name. */
export function nameOf(number: number): { first: string; last: string } {
  const total = firstNames.length * lastNames.length;
  const spread = (number * spreadStep) % total;
  const first = firstNames[Math.floor(spread / lastNames.length)] ?? "";
  return { first, last: lastNames[spread % lastNames.length] ?? "" };
}

/** A prime that divides neither list's length visits every pair once. */
const spreadStep = 2_971;
