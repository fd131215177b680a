/**
 * Gradus: computational graphs, their derivatives, and the checking of both.
 *
 * <p>Start with {@link dev.gradus.node.Node}, {@link dev.gradus.graph.Graph} and {@link dev.gradus.run.Run}.
 */
@SuppressWarnings("module") // gradus-train is compiled after it.
module dev.gradus.engine {
    requires dev.gradus.kernels;

    exports dev.gradus.check;
    exports dev.gradus.file to
            dev.gradus.train;
    exports dev.gradus.flow;
    exports dev.gradus.graph;
    exports dev.gradus.linalg;
    exports dev.gradus.loss;
    exports dev.gradus.nn;
    exports dev.gradus.node;
    exports dev.gradus.random;
    exports dev.gradus.run;
    exports dev.gradus.store;
    exports dev.gradus.tensor;
    exports dev.gradus.vocabulary to
            dev.gradus.language,
            dev.gradus.lift,
            dev.gradus.onnx,
            dev.gradus.testkit;
}
