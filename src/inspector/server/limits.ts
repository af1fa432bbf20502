/** What the server holds its guests to. docs/inspector-protocol.md tells them. */

/** Events in a frame of columns, at most. */
export const FRAME_EVENTS = 16_384;

/** Frames of columns that a page may have yet to acknowledge. */
export const FRAMES_AHEAD = 4;

/** While more than this waits in a socket, nothing is written to it, and nothing read from it. */
export const BUFFERED_BYTES_MAX = 8 * 1024 * 1024;

/** Milliseconds from one frame of a sort to the next of it. */
export const COLUMNS_EVERY_MS = 33;
/** Of a run that is played as fast as it goes, or a trace that is being read: nobody can follow it with the eye, and drawing takes time from it on a small machine. */
export const COLUMNS_EVERY_MS_AT_FULL_SPEED = 200;
export const STATUS_EVERY_MS = 100;
export const PLOTS_EVERY_MS = 500;
export const CHARTS_EVERY_MS = 500;

/** Questions of a page that are not answered yet. */
export const REQUESTS_MAX = 8;

/** While a run plays, so many times as long as a question took it is left alone before the next one, and no longer than so. */
export const QUESTION_REST = 9;
export const QUESTION_REST_MAX_MS = 2000;

/** So many frames that are none, and a page has to go. */
export const BAD_FRAMES_MAX = 10;

export const PAGE_FRAME_BYTES_MAX = 1024 * 1024;
export const APPLICATION_MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

export const PAGES_MAX = 32;
export const APPLICATIONS_MAX = 16;

/** All connections together, so that there are files left to open for what runs. */
export const CONNECTIONS_MAX = 256;

/** A guest that has not answered one ping when the next is due is taken for dead. */
export const PING_EVERY_MS = 20_000;

/** For the other end to agree that it is over. */
export const CLOSING_MS = 1000;

/** Of RFC 6455, section 7.4.1; those from 4000 on are the protocol's own. */
export const CLOSE = { goingAway: 1001, notText: 1003, notWelcome: 1008, fault: 1011, otherVersion: 4001 } as const;
