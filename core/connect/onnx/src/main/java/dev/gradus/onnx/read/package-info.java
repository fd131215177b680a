/**
 * From the operators of a file to a graph: {@link dev.gradus.onnx.read.GraphReader} reads node after node, and {@code ReadOps}
 * finds by name how each operator is read. It uses only {@code file}.
 */
package dev.gradus.onnx.read;
