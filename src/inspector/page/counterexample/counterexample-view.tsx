/** A path that the checker found: the property, what the path shows of it, and its steps, each of which can be gone to. */
import { useEffect, useRef } from 'preact/hooks';
import type { Counterexample } from '../../protocol/frames.ts';
import { useStore } from '../model/context.ts';
import { currentStep, isBadNews, lastStepText } from './steps.ts';
import './counterexample.css';

export function CounterexampleView() {
  const { source, cursor, goTo } = useStore();
  const found = source.about.value?.counterexample;
  if (!found) return null;
  const current = currentStep(found.steps, cursor.value);
  return <Shown found={found} current={current} goTo={goTo} />;
}

interface ShownProps {
  readonly found: Counterexample;
  /** -1: before the first step. */
  readonly current: number;
  readonly goTo: (event: number) => void;
}

function Shown({ found, current, goTo }: ShownProps) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (current < 0) list.current?.scrollTo({ top: 0 });
  }, [current]);
  const [first] = found.steps;
  return (
    <div class="counterexample">
      <header class={isBadNews(found.type) ? 'counterexample-bad' : 'counterexample-good'}>
        <p class="counterexample-type">{found.type}</p>
        <h2>{found.property}</h2>
        <p>{found.verdict}</p>
      </header>
      {!found.timed && <Untimed why={found.why} />}
      {first && (
        <p class="counterexample-place">
          <b>{current < 0 ? `Before the first of ${found.steps.length} steps` : `Step ${current + 1} of ${found.steps.length}`}</b>
          {current > 0 && (
            <button type="button" onClick={() => goTo(first.event)}>
              To the first step
            </button>
          )}
        </p>
      )}
      <ol ref={list}>
        {found.steps.map((step, index) => (
          <Step key={index} index={index} found={found} isCurrent={index === current} onClick={() => goTo(step.event)} />
        ))}
      </ol>
      {found.steps.length === 0 && <p>There are no steps: it is so from the start.</p>}
      {found.loopsTo !== null && <p class="counterexample-loop">↻ and on with step {found.loopsTo + 1}, for ever</p>}
    </div>
  );
}

function Untimed({ why }: { readonly why: string | null }) {
  return (
    <details class="counterexample-untimed">
      <summary>Its times only count the steps: with the times of the model, this order is not possible.</summary>
      {why !== null && <p>{why}</p>}
    </details>
  );
}

interface StepProps {
  readonly index: number;
  readonly found: Counterexample;
  readonly isCurrent: boolean;
  readonly onClick: () => void;
}

function Step({ index, found, isCurrent, onClick }: StepProps) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const [first, ...more] = found.steps[index]?.text ?? [];
  const isLast = index === found.steps.length - 1;
  const isInLoop = found.loopsTo !== null && index >= found.loopsTo;
  return (
    <li ref={item} class={isInLoop ? 'counterexample-in-loop' : ''}>
      <button
        type="button"
        aria-current={isCurrent ? 'step' : undefined}
        onClick={onClick}
        title={`Go to event ${found.steps[index]?.event}`}
      >
        <span class="counterexample-number">{index + 1}</span>
        <span class="counterexample-text">
          <b>{first}</b>
          {more.map((line, at) => (
            <span key={at}>{line}</span>
          ))}
          {index === found.loopsTo && <em>↻ the loop begins here</em>}
          {isLast && (
            <em class={isBadNews(found.type) ? 'counterexample-end-bad' : 'counterexample-end-good'}>{lastStepText(found.type)}</em>
          )}
        </span>
      </button>
    </li>
  );
}
