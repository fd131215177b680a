/** What the page's own script has before the modules. */

/** The words of the page in its language, by their keys. */
declare const TEXTS: Record<string, string>;

/** Calls a function with the compiled engine and the script of the worker that runs it, and returns what that returns. */
declare function gradusEngine<T>(start: (program: { worker: string, letters: string }) => T): T;

/** In the worker: TeaVM's script, which loads the engine. */
declare const TeaVM: any;

/** In the worker: where the function that a fused multiply-add can replace is in the engine. */
declare const FMA: { from: number, to: number };

interface Window {
  gradus: any;
}

/** What the page finds by a selector, or what an event comes from, is an element of HTML or SVG; its user knows which. */
interface Element {
  [member: string]: any;
}
/** Numbers are written as words. */
interface Element {
  setAttribute(name: string, value: number | boolean): void;
}
interface CSSStyleDeclaration {
  setProperty(name: string, value: number): void;
}

interface EventTarget {
  [member: string]: any;
}
interface Node {
  [member: string]: any;
}
