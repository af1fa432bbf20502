import { describe, expect, test } from 'vitest';
import type { StepEffect } from '../../../src/actors/step.ts';
import { terminal, type Shown, type TerminalContext } from '../../../src/machines/distributed/terminal.ts';
import type { Command, Result, ShadowId, TerminalId, TerminalMessage } from '../../../src/machines/distributed/protocol.ts';
import { commandOf, CRASH, Lone, RESTART, runOf, send } from './lone.ts';

type LoneTerminal = Lone<TerminalMessage, TerminalContext>;

const ID: TerminalId = 'terminal-pc1.ada.1';
const ELSEWHERE: TerminalId = 'terminal-pc3.ada.7';
const LOGIN: TerminalMessage = { type: 'login.typed' };
const LOGOUT: TerminalMessage = { type: 'logout.typed' };
const ACCEPTED: TerminalMessage = { type: 'login.accepted' };

/** A terminal to which such messages have come. */
function terminalAfter(...messages: readonly TerminalMessage[]): LoneTerminal {
  const lone: LoneTerminal = new Lone('terminal', terminal, { id: ID, user: 'ada' });
  lone.tell(...messages);
  return lone;
}

/** A terminal with its user logged in. */
function openTerminal(...messages: readonly TerminalMessage[]): LoneTerminal {
  return terminalAfter(LOGIN, ACCEPTED, ...messages);
}

function lineOf(id: string, isBackground = false): Command {
  return commandOf(runOf(), { id, isBackground });
}

function typed(id: string, isBackground = false): TerminalMessage {
  return { type: 'command.typed', command: lineOf(id, isBackground) };
}

function resultOf(command: string): Result {
  return { command, outcome: 'done', lines: [`${command} is done`] };
}

function offered(command: string, typedAt: TerminalId = ID): TerminalMessage {
  return { type: 'result.offered', result: resultOf(command), typedAt, by: shadowOf(command) };
}

function shadowOf(command: string): ShadowId {
  return `shadow-pc1.${command}`;
}

function submits(...ids: readonly string[]): readonly StepEffect[] {
  return ids.map((id) => send('instance-pc1', { type: 'command.submitted', command: lineOf(id) }));
}

function submitsBehind(...ids: readonly string[]): readonly StepEffect[] {
  return ids.map((id) => send('instance-pc1', { type: 'command.submitted', command: lineOf(id, true) }));
}

function answers(command: string, isShown: boolean): readonly StepEffect[] {
  return [send(shadowOf(command), { type: 'result.answered', terminal: ID, isShown })];
}

const GOODBYE = send('instance-pc1', { type: 'logout.told', user: 'ada', terminal: ID });

function says(line: string): Shown {
  return { command: null, outcome: 'done', lines: [line] };
}

function shows(command: string): Shown {
  return { command, outcome: 'done', lines: [`${command} is done`] };
}

function notRun(command: string, why: string): Shown {
  return { command, outcome: 'failed', lines: [`not run: ${why}`] };
}

describe('a session', () => {
  test('begins when the instance of the machine has accepted the log-in', () => {
    const lone = terminalAfter(LOGIN);
    expect([lone.state, lone.did]).toEqual(['loggingIn', [send('instance-pc1', { type: 'login.asked', user: 'ada', terminal: ID })]]);
    expect(lone.tell(ACCEPTED)).toEqual([]);
    expect([lone.state, lone.context.screen]).toEqual([{ open: 'prompting' }, [says('welcome, ada')]]);
  });

  test('knows nothing of a restart without a crash', () => {
    expect(terminalAfter(RESTART).state).toBe('off');
    expect(openTerminal(RESTART).state).toEqual({ open: 'prompting' });
  });

  test('is asked for once, however often its user types the log-in', () => {
    expect(terminalAfter(LOGIN).tell(LOGIN)).toEqual([]);
    expect(openTerminal().tell(LOGIN)).toEqual([]);
  });

  test.each([
    ['nobody has logged in', terminalAfter()],
    ['its machine is down', terminalAfter(CRASH)],
    ['its user has logged out', openTerminal(LOGOUT)],
    ['its machine went down under its user', openTerminal(CRASH)],
    ['its machine went down after its user had left', openTerminal(LOGOUT, CRASH)],
  ])('is needed to run anything: where %s, a line is not run, and its user is told so', (_, lone) => {
    const before = lone.state;
    expect(lone.tell(typed('ada.1'))).toEqual([]);
    expect([lone.state, lone.context.screen]).toEqual([before, [notRun('ada.1', 'you are not logged in')]]);
  });

  test('is not to be had while the machine is down, but afterwards', () => {
    expect(terminalAfter(CRASH).tell(LOGOUT, RESTART, LOGIN)).toHaveLength(1);
    const lone = terminalAfter(CRASH, CRASH);
    expect(lone.tell(LOGIN)).toEqual([]);
    expect([lone.state, lone.context.screen]).toEqual(['dark', [says('pc1 does not answer')]]);
    expect([lone.tell(RESTART), lone.tell(LOGIN), lone.state]).toEqual([[], [], 'closed']);
  });

  test('ends with the log-out, once', () => {
    const lone = openTerminal();
    expect(lone.tell(LOGOUT)).toEqual([GOODBYE]);
    expect([lone.state, lone.context.screen]).toEqual(['closed', [says('goodbye, ada')]]);
    expect([lone.tell(LOGOUT), lone.tell(LOGIN), lone.state]).toEqual([[], [], 'closed']);
  });
});

describe('what is typed', () => {
  test('is submitted at the prompt; one line at a time runs in the foreground, and what is typed ahead goes in order', () => {
    const lone = openTerminal();
    expect(lone.tell(typed('ada.1'))).toEqual(submits('ada.1'));
    expect(lone.tell(typed('ada.2'))).toEqual([]);
    expect(lone.tell(typed('ada.3'))).toEqual([]);
    expect([lone.state, lone.context.foreground]).toEqual([{ open: 'waiting' }, 'ada.1']);
    expect(lone.tell(offered('ada.1'))).toEqual([...answers('ada.1', true), ...submits('ada.2')]);
    expect(lone.tell(offered('ada.2'))).toEqual([...answers('ada.2', true), ...submits('ada.3')]);
    expect(lone.tell(offered('ada.3'))).toEqual(answers('ada.3', true));
    expect([lone.state, lone.context.foreground, lone.context.typed]).toEqual([{ open: 'prompting' }, null, []]);
  });

  test('before the log-in is accepted waits for it', () => {
    const lone = terminalAfter(LOGIN, typed('ada.1', true), typed('ada.2'), typed('ada.3'));
    expect(lone.tell(ACCEPTED)).toEqual([...submitsBehind('ada.1'), ...submits('ada.2')]);
    expect(lone.context.typed).toEqual([lineOf('ada.3')]);
  });

  test('in the background leaves the prompt free', () => {
    const lone = openTerminal(typed('ada.1', true));
    expect([lone.state, lone.context.foreground]).toEqual([{ open: 'prompting' }, null]);
    expect(lone.tell(typed('ada.2', true))).toEqual(submitsBehind('ada.2'));
    expect(lone.tell(typed('ada.3'))).toEqual(submits('ada.3'));
    expect(lone.state).toEqual({ open: 'waiting' });
  });

  test('in the background waits for the foreground too, and then all of it goes, up to the next foreground', () => {
    const lone = openTerminal(typed('ada.1'), typed('ada.2', true), typed('ada.3', true), typed('ada.4'), typed('ada.5', true));
    expect(lone.tell(offered('ada.1'))).toEqual([...answers('ada.1', true), ...submitsBehind('ada.2', 'ada.3'), ...submits('ada.4')]);
    expect([lone.state, lone.context.foreground]).toEqual([{ open: 'waiting' }, 'ada.4']);
  });

  test('does not go when something of the background ends meanwhile', () => {
    const lone = openTerminal(typed('ada.1', true), typed('ada.2'), typed('ada.3'));
    expect(lone.tell(offered('ada.1'))).toEqual(answers('ada.1', true));
    expect([lone.state, lone.context.foreground]).toEqual([{ open: 'waiting' }, 'ada.2']);
  });

  test.each([
    ['in a session', openTerminal(typed('ada.1'), typed('ada.2'), LOGOUT, typed('ada.3'), LOGOUT)],
    ['while logging in', terminalAfter(LOGIN, typed('ada.1'), typed('ada.2'), LOGOUT, typed('ada.3'), LOGOUT, ACCEPTED)],
  ])('is a log-out in its turn, %s: what stands before it runs, and what stands behind it does not', (_, lone) => {
    expect(lone.tell(offered('ada.1'))).toEqual([...answers('ada.1', true), ...submits('ada.2')]);
    expect(lone.tell(offered('ada.2'))).toEqual([...answers('ada.2', true), GOODBYE]);
    expect([lone.state, lone.context.typed]).toEqual(['closed', []]);
    expect(lone.context.screen).toEqual([shows('ada.2'), notRun('ada.3', 'you had logged out'), says('goodbye, ada')]);
  });
});

describe('a result', () => {
  test('is shown once and confirmed each time, however often it is offered', () => {
    const lone = openTerminal(typed('ada.1'));
    expect(lone.tell(offered('ada.1'))).toEqual(answers('ada.1', true));
    expect(lone.context.screen).toEqual([shows('ada.1')]);
    lone.tell(typed('ada.2', true), offered('ada.2'));
    expect(lone.tell(offered('ada.1'))).toEqual(answers('ada.1', true));
    expect([lone.context.screen, lone.state]).toEqual([[shows('ada.2')], { open: 'prompting' }]);
  });

  test('that comes before the session has begun is neither shown nor answered: it is offered again', () => {
    const lone = terminalAfter(LOGIN);
    expect([lone.tell(offered('ada.1')), lone.state, lone.context.screen]).toEqual([[], 'loggingIn', []]);
  });

  test('of a command typed elsewhere is a guest, shown once as well, and leaves the foreground alone', () => {
    const lone = openTerminal(typed('ada.9'));
    expect(lone.tell(offered('ada.4', ELSEWHERE))).toEqual(answers('ada.4', true));
    expect([lone.context.screen, lone.context.guests]).toEqual([[shows('ada.4')], ['ada.4']]);
    lone.tell(offered('ada.3', ELSEWHERE));
    expect(lone.tell(offered('ada.4', ELSEWHERE))).toEqual(answers('ada.4', true));
    expect([lone.context.screen, lone.context.guests]).toEqual([[shows('ada.3')], ['ada.3', 'ada.4']]);
    expect([lone.state, lone.context.foreground]).toEqual([{ open: 'waiting' }, 'ada.9']);
  });

  test('is refused for ever by a closed terminal, unless it was shown there, which it confirms; a dark one says nothing', () => {
    const lone = openTerminal(typed('ada.1'), offered('ada.1'), offered('ada.4', ELSEWHERE), typed('ada.2', true), LOGOUT);
    const offers = [offered('ada.2'), offered('ada.5', ELSEWHERE), offered('ada.1'), offered('ada.4', ELSEWHERE)];
    const refusals = [answers('ada.2', false), answers('ada.5', false), answers('ada.1', true), answers('ada.4', true)];
    for (const [fault, state, said] of [
      [RESTART, 'closed', refusals],
      [CRASH, 'dark', [[], [], [], []]],
      [CRASH, 'dark', [[], [], [], []]],
      [RESTART, 'closed', refusals],
    ] as const) {
      lone.tell(fault);
      expect(offers.map((it) => lone.tell(it))).toEqual(said);
      expect([lone.state, lone.context.screen]).toEqual([state, [says('goodbye, ada')]]);
    }
  });
});

describe('a crash of its machine', () => {
  test('ends the session, and answers for each line that never began', () => {
    const lone = openTerminal(typed('ada.1'), typed('ada.2'), LOGOUT, typed('ada.3', true));
    expect(lone.tell(CRASH)).toEqual([]);
    const why = 'pc1 has stopped';
    expect(lone.context.screen).toEqual([says(why), notRun('ada.2', why), notRun('ada.3', why)]);
    expect([lone.state, lone.context.typed, lone.context.foreground]).toEqual(['dark', [], null]);
  });

  test('while logging in does so too', () => {
    const lone = terminalAfter(LOGIN, typed('ada.1'), CRASH);
    const screen = [says('pc1 has stopped'), notRun('ada.1', 'pc1 has stopped')];
    expect([lone.state, lone.context.screen]).toEqual(['dark', screen]);
    expect([lone.tell(RESTART), lone.state]).toEqual([[], 'closed']);
    // An instance that is up again may still be asked by what was said before.
    expect([lone.tell(ACCEPTED), lone.state, lone.context.screen]).toEqual([[], 'closed', screen]);
  });

  test('loses nothing that was submitted: what was not accepted is submitted again, in order, and once accepted never again', () => {
    const accepted = (command: string): TerminalMessage => ({ type: 'command.accepted', command });
    const lone = openTerminal(typed('ada.1', true), typed('ada.2', true), typed('ada.3', true), accepted('ada.2'), CRASH);
    expect(lone.tell(RESTART)).toEqual(submitsBehind('ada.1', 'ada.3'));
    expect(lone.tell(accepted('ada.1'), CRASH, RESTART)).toEqual(submitsBehind('ada.3'));
    expect(lone.tell(accepted('ada.3'), CRASH, RESTART)).toEqual([]);
  });

  test('leaves nobody to hear what else comes, until the restart', () => {
    const lone = openTerminal(typed('ada.1', true), CRASH);
    const { screen } = lone.context;
    for (const message of [LOGIN, ACCEPTED, LOGOUT, offered('ada.1')]) expect(lone.tell(message)).toEqual([]);
    expect([lone.state, lone.context.screen]).toEqual(['dark', screen]);
    expect([lone.tell(RESTART), lone.state]).toEqual([submitsBehind('ada.1'), 'closed']);
  });

  test('after its user has gone submits again what was not accepted either', () => {
    expect(openTerminal(typed('ada.1', true), LOGOUT, CRASH).tell(RESTART)).toEqual(submitsBehind('ada.1'));
  });

  test('leaves the result of what was running to be shown elsewhere', () => {
    const lone = openTerminal(typed('ada.1'), { type: 'command.accepted', command: 'ada.1' }, CRASH);
    expect(lone.tell(offered('ada.1'))).toEqual([]);
    expect(lone.tell(RESTART, offered('ada.1'))).toEqual(answers('ada.1', false));
  });

  test('submits nothing again of which the result was shown', () => {
    expect(openTerminal(typed('ada.1', true), offered('ada.1'), CRASH).tell(RESTART)).toEqual([]);
  });
});
