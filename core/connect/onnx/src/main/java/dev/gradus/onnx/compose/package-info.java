/**
 * The ops that ONNX has no operator for, as nodes of simpler ops: {@link dev.gradus.onnx.compose.Compositions} lists them. Of the
 * other packages it uses only the exception in {@code file}.
 */
package dev.gradus.onnx.compose;
