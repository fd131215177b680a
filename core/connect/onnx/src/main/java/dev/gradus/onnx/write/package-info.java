/**
 * From a graph to the operators of a file: {@link dev.gradus.onnx.write.GraphWriter} writes node after node, each as the
 * operator that {@code NativeOps} finds, or as the nodes that it is composed of. It uses {@code compose} and {@code file}.
 */
package dev.gradus.onnx.write;
