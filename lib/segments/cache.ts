/** What was used last stays, up to a number of bytes. */
export type Cache<T> = {
  get: (key: string) => T | undefined;
  set: (key: string, value: T, bytes: number) => void;
};

export function createCache<T>(bytesMax: number): Cache<T> {
  const held = new Map<string, { value: T; bytes: number }>();
  let sum = 0;
  const remove = (key: string) => {
    sum -= held.get(key)?.bytes ?? 0;
    held.delete(key);
  };
  return {
    get: (key) => {
      const found = held.get(key);
      if (!found) return undefined;
      held.delete(key);
      held.set(key, found);
      return found.value;
    },
    set: (key, value, bytes) => {
      remove(key);
      held.set(key, { value, bytes });
      sum += bytes;
      for (const oldest of held.keys()) {
        if (sum <= bytesMax) return;
        remove(oldest);
      }
    },
  };
}
