/**
 * How a page shows what the lines define: the values next to them, the graph, the error, the sentence about the present state,
 * and numbers and positions in sentences.
 */
package dev.gradus.playground.show;
