/** Graphs to ONNX files and back. Start with {@link dev.gradus.onnx.OnnxExport} and {@link dev.gradus.onnx.OnnxModel}. */
module dev.gradus.onnx {
    requires transitive dev.gradus.engine;

    exports dev.gradus.onnx;
}
