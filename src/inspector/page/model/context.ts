/** The store, for every part of the page. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Store } from './store.ts';

export const StoreContext = createContext<Store | null>(null);

/** @throws Error outside of the page */
export function useStore(): Store {
  const store = useContext(StoreContext);
  if (!store) throw new Error('there is no store here');
  return store;
}
