/** The drawing of a chart as it is to be shown, once it is there; until then, the one before it. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Drawing } from './drawing.ts';
import { drawingsOf, type Drawings, type View } from './layouts.ts';
import { fittingScale, type Size } from './viewport.ts';

export function useDrawing(view: View, size: Size | null): { readonly drawing: Drawing | undefined; readonly problem: string | null } {
  const drawings = useSignal<Drawings | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    drawingsOf(view).then(
      (made) => {
        if (isWanted) drawings.value = made;
      },
      (cause: unknown) => {
        if (isWanted) problem.value = cause instanceof Error ? cause.message : String(cause);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [view.chart, view.collapsed, view.isBrief]);
  return { drawing: drawings.value && size ? largest(drawings.value, size) : undefined, problem: problem.value };
}

/** The one that can be shown larger. */
function largest({ tall, wide }: Drawings, size: Size): Drawing {
  return !wide || fittingScale(tall, size) >= fittingScale(wide, size) ? tall : wide;
}
