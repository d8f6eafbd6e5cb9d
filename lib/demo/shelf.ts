import type { Piece, World } from "./world";

const piecesMax = 12;

/** The pieces somebody could still do something with, oldest first. */
export function shelfOf(world: World, name: string): Piece[] {
  const known = world.shelves.get(name);
  if (known) return known;
  const made: Piece[] = [];
  world.shelves.set(name, made);
  return made;
}

export function putOnShelf(world: World, name: string, piece: Piece): void {
  const shelf = shelfOf(world, name);
  shelf.push(piece);
  if (shelf.length > piecesMax) shelf.shift();
}

/** Takes the oldest piece in a state off the shelf. */
export function takeFromShelf(world: World, name: string, state: string): Piece | null {
  const shelf = shelfOf(world, name);
  const at = shelf.findIndex((piece) => piece.state === state);
  return at < 0 ? null : (shelf.splice(at, 1)[0] ?? null);
}
