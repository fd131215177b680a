/** Graphs to ONNX files and back. Start with {@link dev.gradus.onnx.OnnxExport} and {@link dev.gradus.onnx.OnnxModel}. */
module dev.gradus.onnx {
    requires transitive dev.gradus.engine;
    requires transitive dev.gradus.train;

    exports dev.gradus.onnx;
}
