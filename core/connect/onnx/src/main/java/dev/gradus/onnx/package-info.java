/**
 * Graphs to ONNX files, and models from ONNX files to graphs.
 *
 * <ul>
 *   <li>{@link dev.gradus.onnx.OnnxExport} writes a graph, with the gradients of its output if asked: the backward pass is
 *       a graph like any other. What ONNX Runtime and other tools read is opset 18, in float64 or float32.
 *   <li>{@link dev.gradus.onnx.OnnxModel} reads a model, such as PyTorch exports, as a graph with named nodes whose weights
 *       are parameters: it can be run, differentiated, checked, explained and trained on.
 * </ul>
 *
 * <p>An op becomes a node of the ONNX operator that computes the same. Where ONNX has none, or ONNX Runtime does not compute
 * it in float64, the op is composed of others, by its {@link dev.gradus.node.Op#definition} or by a composition of this
 * module. What can neither be written nor read is a {@link dev.gradus.onnx.OnnxException}, which names the node and its op.
 * The page docs/14-onnx.md lists what becomes of every op.
 *
 * <p>Protocol buffers are written and read here, by a few small classes. There is no dependency.
 *
 * <p>The packages below this one are not exported: {@code read} and {@code write}, which do not know each other, use {@code
 * file}, and {@code write} uses {@code compose}. None of them knows this package. They throw a {@code Refusal}, which {@link
 * dev.gradus.onnx.OnnxModel} and {@link dev.gradus.onnx.OnnxExport} rethrow as an {@link dev.gradus.onnx.OnnxException}.
 */
package dev.gradus.onnx;
