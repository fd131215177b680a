// ---------- drawing: a state of the explorer's page, drawn ----------

import { $, stage } from './dom.js';
import { onArrange, onRender } from './hooks.js';
import { text } from './format.js';
import { isBack } from './trace.js';
import { depth, step, trace } from './state.js';
import { spoken } from './names.js';
import { drawStage } from './stage.js';
import { eyebrow, sentence } from './sentences.js';
import { drawGraph } from './graph.js';
import { fitPicture } from './room.js';
import { drawCode, drawMath, showLines } from './formulas.js';
import { drawTimeline } from './timeline.js';
import { secrets } from './quiz.js';
import { footHtml } from './marks.js';
import { paint } from './chosen.js';
import { announcement, beatsOf, drawDepths, scrollByKeyboard } from './page.js';
import { drawIterations } from './iterations.js';
import { arrangePanes } from './panes.js';
import { drawQuizButton } from './score.js';
import { putHtml } from './html.js';

export function render() {
  for (const field of stage.querySelectorAll('input')) field.onblur = null; // it goes with the rest, and must not draw in between
  const state = trace.states[step];
  document.body.className = `${isBack(state) ? 'bwd' : 'fwd'} ${secrets(state)}`;
  arrangePanes();
  onArrange.forEach(arrange => arrange());
  drawIterations();
  putHtml($('eyebrow'), eyebrow(step));
  drawSentence();
  $('live').textContent = announcement(state);
  fitPicture();
  drawGraph(step);
  $('graph').setAttribute('aria-label', `${text('graph')}. ${spoken(sentence(step))}`);
  putHtml($('numbers-head'), `${text('numbers')} <small>${beatsOf(state)}</small>`);
  onRender.forEach(draw => draw(state));
  drawQuizButton();
  drawTimeline(step); // it takes the room that the other controls leave
  putHtml($('foot'), footHtml(state));
  drawStage(step);
  ['java', 'numpy'].forEach(language => drawCode(step, language));
  showLines([...document.querySelectorAll('.cd .code')]);
  paint();
  drawDepth();
}

/** What the depth of the mathematics changes. */
export function drawDepth() {
  drawDepths();
  drawMath(step, depth);
  scrollByKeyboard();
}

/** A long sentence is set smaller rather than in two lines, where a line's height is fixed. */
function drawSentence() {
  const line = $('line');
  line.style.fontSize = '';
  putHtml(line, sentence(step));
  for (let size = 24; size >= 17 && line.scrollHeight > line.clientHeight + 1; size--)
    line.style.fontSize = `${size}px`;
}
