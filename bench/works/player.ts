/** A chart as real ones are: a player of tracks, with nested states, two regions, guards, assignments, messages and timers. */
import { assign, emit, setup } from 'xstate';
import { effects, type Effect, type Message } from '../../src/machines/effects.ts';

type Room = { readonly screen: { readonly type: 'track.shown'; readonly track: number } };

export type PlayerEvent =
  | { readonly type: 'power' | 'play' | 'pause' | 'stop' | 'mute' | 'unmute' | 'louder' | 'softer' | 'seek.begun' }
  | { readonly type: 'seek.ended'; readonly toS: number };

export interface PlayerContext {
  readonly track: number;
  readonly positionS: number;
  readonly volume: number;
  /** Tracks that were shown since it was made. */
  readonly shown: number;
}

export const TRACKS = 3;
export const VOLUME_MAX = 10;
export const NEW_PLAYER: PlayerContext = { track: 1, positionS: 0, volume: 5, shown: 0 };

const { send } = effects<Room>();

export const player = setup({
  types: { context: {} as PlayerContext, events: {} as PlayerEvent, emitted: {} as Effect },
  actions: {
    showTrack: emit(({ context }) => send('screen', { type: 'track.shown', track: context.track })),
    countShown: assign({ shown: ({ context }) => context.shown + 1 }),
    nextTrack: assign({ track: ({ context }) => context.track + 1, positionS: 0 }),
    firstTrack: assign({ track: 1, positionS: 0 }),
    moveTo: assign({ positionS: (_, { toS }: { toS: number }) => toS }),
    raiseVolume: assign({ volume: ({ context }) => context.volume + 1 }),
    lowerVolume: assign({ volume: ({ context }) => context.volume - 1 }),
  },
  guards: {
    moreTracks: ({ context }) => context.track < TRACKS,
    canBeLouder: ({ context }) => context.volume < VOLUME_MAX,
    canBeSofter: ({ context }) => context.volume > 0,
  },
  delays: { track: 180_000, patience: 600_000 },
}).createMachine({
  id: 'player',
  context: () => NEW_PLAYER,
  initial: 'off',
  states: {
    off: { on: { power: 'on' } },
    on: {
      type: 'parallel',
      on: { power: { target: 'off', actions: 'firstTrack' } },
      states: {
        transport: {
          initial: 'stopped',
          states: {
            stopped: { on: { play: 'playing' } },
            playing: {
              entry: ['showTrack', 'countShown'],
              on: { pause: 'paused', stop: { target: 'stopped', actions: 'firstTrack' } },
              after: {
                track: [
                  { guard: 'moreTracks', target: 'playing', reenter: true, actions: 'nextTrack' },
                  { target: 'stopped', actions: 'firstTrack' },
                ],
              },
              initial: 'steady',
              states: {
                steady: { on: { 'seek.begun': 'seeking' } },
                seeking: {
                  on: { 'seek.ended': { target: 'steady', actions: { type: 'moveTo', params: ({ event }) => ({ toS: event.toS }) } } },
                },
              },
            },
            paused: { on: { play: 'playing' }, after: { patience: { target: 'stopped', actions: 'firstTrack' } } },
          },
        },
        sound: {
          initial: 'audible',
          states: {
            audible: {
              on: {
                mute: 'muted',
                louder: { guard: 'canBeLouder', actions: 'raiseVolume' },
                softer: { guard: 'canBeSofter', actions: 'lowerVolume' },
              },
            },
            muted: { on: { unmute: 'audible' } },
          },
        },
      },
    },
  },
});

/** The timer of a track goes off. */
const TRACK_ENDED: Message = { type: 'xstate.after.track.player.on.transport.playing' };

/** What happens to it, over and over: each of them makes it take a transition, and at the end it stands as at the beginning. */
export const PLAYER_EVENTS: readonly Message[] = [
  ...events('power', 'play', 'louder', 'louder', 'mute', 'unmute', 'seek.begun'),
  { type: 'seek.ended', toS: 42 } as PlayerEvent,
  ...events('pause', 'play', 'softer'),
  TRACK_ENDED,
  ...events('softer', 'pause'),
  { type: 'xstate.after.patience.player.on.transport.paused' },
  ...events('play', 'stop', 'power'),
];

function events(...types: readonly Exclude<PlayerEvent['type'], 'seek.ended'>[]): readonly PlayerEvent[] {
  return types.map((type) => ({ type }));
}
