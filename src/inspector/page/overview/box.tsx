/** A box of the overview: a kind of actor, or a place with all who are there. */
import type { JSX } from 'preact';
import { isSought, type Look } from './look.ts';
import type { Box } from './scene.ts';
import { KindSection, PlaceSection } from './sections.tsx';

export function BoxView({ box: { head, sections }, look }: { readonly box: Box; readonly look: Look }): JSX.Element {
  const { acting } = look;
  const isActing = acting !== null && sections.some(({ actors }) => actors.some(({ number }) => number === acting.actor));
  const count = sections.reduce((sum, { actors }) => sum + actors.length, 0);
  const shown =
    look.sought === '' ? count : sections.reduce((sum, { actors }) => sum + actors.filter((it) => isSought(it, look)).length, 0);
  return (
    <section class={`overview-box${isActing ? ' is-acting' : ''}${look.isSmall ? ' is-small' : ''}`} data-box={head.number}>
      <header class="overview-box-head">
        <h3>{head.title}</h3>
        {head.place === null && count > 1 ? <span class="overview-count">{shown === count ? count : `${shown} of ${count}`}</span> : null}
        <span class="overview-happened">{isActing ? acting.what : ''}</span>
      </header>
      {sections.map((section) =>
        head.place === null ? (
          <KindSection key={section.panel.kind} section={section} look={look} />
        ) : (
          <PlaceSection key={section.panel.kind} section={section} look={look} />
        ),
      )}
    </section>
  );
}
