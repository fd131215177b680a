// ---------- state: what the page was given: its traces, or those of the loop that is open ----------

/** The loop that is open, by the id of its node; then the traces are those of its steps. */
export const openLoop = new URLSearchParams(location.hash.slice(1)).get('inside');
export const loopSteps = document.getElementById(`inside-${openLoop}`);

/** Whether it is a loop of the way back, which is blue like all of that. */
export const goesBack = loopSteps?.dataset.back;

/** The text of what stands packed in the page: deflated, as base64. */
export function unpacked({ textContent }) {
  const bytes = Uint8Array.from(atob(textContent), letter => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
}

/**
 * One trace for each iteration: the first stands in full, of the others what is different.
 *
 * @type {TraceJson[]}
 */
export const TRACES = JSON.parse(await unpacked(loopSteps ?? document.getElementById('traces'))).map(
  (json, i, [first]) => (i ? laidOver(first, json) : json),
);

/** A change laid over what it is a change of: members of objects and elements of arrays that differ; null takes a member away. */
function laidOver(before, change) {
  if (typeof before !== 'object' || typeof change !== 'object' || change === null || Array.isArray(change))
    return change;
  if (Array.isArray(before))
    return before.map((element, place) => (place in change ? laidOver(element, change[place]) : element));
  const changed = Object.entries(change).map(([name, value]) => [
    name,
    name in before ? laidOver(before[name], value) : value,
  ]);
  return Object.fromEntries(
    Object.entries({ ...before, ...Object.fromEntries(changed) }).filter(([, value]) => value !== null),
  );
}
