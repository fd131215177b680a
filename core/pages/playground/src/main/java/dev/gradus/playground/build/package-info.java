/**
 * Builds the page: compiles the engine to WebAssembly, assembles the page's files and opens the page. Only the classes of
 * {@code browser}, which replace what a browser lacks of Java, become part of the page.
 */
package dev.gradus.playground.build;
