/** The page's way in: shows the run that stands in the page itself, or else what its server shows. */
import { render } from 'preact';
import { EMBEDDED_RUN_ID } from '../protocol/embedded.ts';
import { StoreContext } from './model/context.ts';
import { FileSource } from './model/file-source.ts';
import type { PageSource } from './model/page-source.ts';
import { SocketSource } from './model/socket-source.ts';
import { createStore } from './model/store.ts';
import { App } from './shell/app.tsx';
import './style.css';

function source(): PageSource {
  const embedded = document.getElementById(EMBEDDED_RUN_ID)?.textContent;
  if (embedded !== undefined) return new FileSource(embedded);
  const { protocol, host, search } = location;
  // The token stays in the address: the server asks for it again when the page is reloaded.
  const url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/socket${search}`;
  return new SocketSource({ url, open: (to) => new WebSocket(to), reload: () => location.reload() });
}

const app = document.getElementById('app');
if (app)
  render(
    <StoreContext value={createStore(source())}>
      <App />
    </StoreContext>,
    app,
  );
