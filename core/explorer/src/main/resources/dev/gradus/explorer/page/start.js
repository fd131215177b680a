// ---------- the beginning ----------

addEventListener('hashchange', () => { readAddress(); render(); });
addEventListener('resize', () => { fitPicture(); render(); });
addEventListener('beforeprint', makeHandout);

$('keys').innerHTML = text('keys').split('|').map(key => `<span>${key}</span>`).join('');
readAddress();
preparePicture();
render();
if (new URLSearchParams(location.hash.slice(1)).has('handout')) makeHandout();

// ---------- for other programs, and for tests ----------

window.gradus = {
  largestGap,
  objective: () => trace.numbers[trace.objective][0],
  /** How far the numbers that this page computes are from those that the engine wrote, relative to their size. */
  largestDifference: () => {
    const numbers = trace.numbers.slice();
    evaluate(numbers, trace.nodes.map(node => node.id));
    return Math.max(0, ...numbers.flatMap((computed, id) => Array.from(computed, (value, place) => {
      const told = trace.numbers[id][place];
      return Object.is(value, told) ? 0 : Math.abs(value - told) / Math.max(1, Math.abs(told));
    })));
  },
};
