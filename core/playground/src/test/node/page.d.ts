/** What the page's own script has before the modules. */

/** The words of the page in its language, by their keys. */
declare const TEXTS: Record<string, string>;

/** The functions of the engine, as in PageApi.java, once it is loaded. */
declare function gradusApi(): Promise<any>;

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
