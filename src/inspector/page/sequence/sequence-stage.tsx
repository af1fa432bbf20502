/** What scrolls: an element as high as all rows, or as a browser can scroll, in which only the rows in view are drawn. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Diagram } from './diagram.tsx';
import { geometryOf } from './geometry.ts';
import { Heads } from './heads.tsx';
import { bounded, scrolledHeight, scrollTopAt, topAt } from './scrolling.ts';
import { HEAD_HEIGHT, moveRow, moveToCause, ROW_HEIGHT, scrollBy, select, type Sequence } from './sequence.ts';

export function SequenceStage({ sequence }: { readonly sequence: Sequence }) {
  const { size, top, left, seen, extent, lanes, rows } = sequence;
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => (stage.current ? attach(sequence, stage.current) : undefined), [sequence]);
  const height = HEAD_HEIGHT + scrolledHeight(extent.value);
  const { width } = geometryOf(lanes.value.length, seen.value);
  const scrollTop = scrollTopAt(top.value, extent.value);
  useLayoutEffect(() => {
    const element = stage.current;
    // Browsers round; what differs by less was not moved by anybody.
    if (element && Math.abs(element.scrollTop - scrollTop) >= 1) element.scrollTop = scrollTop;
    if (element && Math.abs(element.scrollLeft - left.value) >= 1) element.scrollLeft = left.value;
  }, [scrollTop, height, left.value, width]);
  return (
    <div
      ref={stage}
      class="sequence-stage"
      tabIndex={0}
      data-keys="c ArrowUp ArrowDown PageUp PageDown Home End"
      role="application"
      aria-roledescription="sequence diagram"
      aria-label={`Events in ${rows.value.length} rows. Up and down go from event to event, C goes to the event that led to it.`}
    >
      <div style={{ height: `${height}px`, width: `${width}px` }}>
        <div class="sequence-window" style={{ width: `${size.value.width}px`, height: `${size.value.height}px` }}>
          <Heads sequence={sequence} />
          <Diagram sequence={sequence} />
        </div>
      </div>
    </div>
  );
}

function attach(sequence: Sequence, stage: HTMLDivElement): () => void {
  const { size, top, left, extent } = sequence;
  const fit = (): void => {
    size.value = { width: stage.clientWidth, height: stage.clientHeight };
    top.value = bounded(top.value, extent.value);
  };
  const resized = new ResizeObserver(fit);
  resized.observe(stage);
  fit();
  const onScroll = (): void => {
    left.value = stage.scrollLeft;
    if (Math.abs(stage.scrollTop - scrollTopAt(top.value, extent.value)) >= 1.5) top.value = topAt(stage.scrollTop, extent.value);
  };
  const onWheel = (event: WheelEvent): void => {
    const isProportional = extent.value.content > scrolledHeight(extent.value);
    if (!isProportional || event.ctrlKey || event.shiftKey) return;
    // The scrollbar would leap over rows.
    event.preventDefault();
    scrollBy(sequence, event.deltaY * ([1, 16, 400][event.deltaMode] ?? 1));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !press(sequence, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent): void => {
    const y = event.clientY - stage.getBoundingClientRect().top - HEAD_HEIGHT;
    // Who marks a text to copy it does not want to go elsewhere.
    if (y < 0 || getSelection()?.isCollapsed === false) return;
    const n = sequence.rows.value.numbers[Math.floor((y + top.value) / ROW_HEIGHT)];
    if (n !== undefined && y + top.value < sequence.rows.value.length * ROW_HEIGHT) select(sequence, n);
  };
  stage.addEventListener('scroll', onScroll);
  stage.addEventListener('wheel', onWheel, { passive: false });
  stage.addEventListener('keydown', onKey);
  stage.addEventListener('click', onClick);
  return () => {
    resized.disconnect();
    stage.removeEventListener('scroll', onScroll);
    stage.removeEventListener('wheel', onWheel);
    stage.removeEventListener('keydown', onKey);
    stage.removeEventListener('click', onClick);
  };
}

/** Returns whether the key means something here. */
function press(sequence: Sequence, key: string): boolean {
  const page = Math.max(1, Math.floor(sequence.extent.value.view / ROW_HEIGHT) - 1);
  switch (key) {
    case 'ArrowUp':
    case 'ArrowDown':
      moveRow(sequence, key === 'ArrowDown' ? 1 : -1);
      return true;
    case 'PageUp':
    case 'PageDown':
      moveRow(sequence, key === 'PageDown' ? page : -page);
      return true;
    case 'Home':
    case 'End':
      moveRow(sequence, key === 'End' ? Infinity : -Infinity);
      return true;
    case 'c':
    case 'C':
      moveToCause(sequence);
      return true;
    default:
      return false;
  }
}
