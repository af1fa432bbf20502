/** Over the chart of an actor of a live run: the form for an event that was clicked. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ActorEntry } from '../../protocol/columns.ts';
import { SendForm } from '../shell/send-form.tsx';

interface PopoverProps {
  readonly to: ActorEntry;
  readonly type: string;
  readonly onClose: () => void;
}

export function SendPopover({ to, type, onClose }: PopoverProps): JSX.Element {
  const popover = useRef<HTMLDivElement>(null);
  useEffect(() => popover.current?.querySelector('textarea')?.focus(), []);
  return (
    <div class="chart-send" role="dialog" aria-label={`send ${type} to ${to.id}`} ref={popover}>
      <h3>
        Send <b>{type}</b> to <b>{to.id}</b>
      </h3>
      <SendForm to={to} accepted={{ type, guards: [] }} onClose={onClose} />
    </div>
  );
}
