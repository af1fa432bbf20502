/** What a user read, at whatever terminal: `--screen alice`. */
import type { TraceEvent } from '../../actors/trace.ts';
import { machineOf } from '../../machines/distributed/place.ts';
import type { Command } from '../../machines/distributed/protocol.ts';
import type { TerminalContext } from '../../machines/distributed/terminal.ts';
import type { View, ViewLine, Watch } from '../scenario.ts';
import type { DistributedParameters } from './parameters.ts';
import { settingOf, type DistributedPlan, type DistributedWork } from './work.ts';

export const screenView: View<DistributedParameters, DistributedWork> = {
  description: 'what a user typed and read, wherever he or she was',
  argument: 'user',
  names: (plan: DistributedPlan) => [...new Set(settingOf(plan).logins.map(({ user }) => user))],
  watch: (_, name) => watchScreen(name),
};

function watchScreen(name: string): Watch {
  const lines: ViewLine[] = [];
  const last = new Map<string, TerminalContext['screen']>();
  return {
    see(event: TraceEvent) {
      if (event.type !== 'step' || event.kind !== 'terminal') return;
      const { screen, user } = event.snapshot.context as unknown as TerminalContext; // The terminal's own context.
      if (user !== name) return;
      const atS = event.atMs / 1000;
      const where = machineOf(event.actor);
      if (event.cause.type === 'arrival') lines.push({ atS, where, text: `> ${typedLine(event.cause.message)}` });
      if (screen === last.get(event.actor)) return;
      last.set(event.actor, screen);
      for (const it of screen)
        for (const text of it.lines) lines.push({ atS, where, text: it.command === null ? text : `[${it.command}] ${text}` });
    },
    lines: () => lines,
  };
}

/** What was typed; a command with its number, by which its result is known. */
function typedLine(message: { readonly type: string }): string {
  if (message.type !== 'command.typed') return message.type === 'login.typed' ? 'login' : 'logout';
  const { command } = message as unknown as { readonly command: Command }; // The protocol's message of that type.
  return `${command.line}   [${command.id}]`;
}
