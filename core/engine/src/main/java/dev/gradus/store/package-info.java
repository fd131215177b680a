/**
 * Graphs as JSON, so that another process can open a model without the code that built it. {@link dev.gradus.store.Ops} makes
 * ops by name; {@link dev.gradus.store.GraphWriter} and {@link dev.gradus.store.GraphReader} convert whole graphs.
 */
package dev.gradus.store;
