/**
 * The content of an ONNX file as records, how it is read from protocol buffers and written to them, and the exception that all
 * packages of this module throw. Nothing here knows graphs of nodes.
 */
package dev.gradus.onnx.file;
