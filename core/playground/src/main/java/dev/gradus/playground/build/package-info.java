/**
 * Makes the page: compiles the engine to WebAssembly, puts the page's files together, opens it. Nothing of it is part of
 * the page; what is, where Java's library or the JVM is missing in a browser, is in {@code browser}.
 */
package dev.gradus.playground.build;
