/**
 * Gradus: computational graphs, their derivatives, and the checking of both.
 *
 * <p>Start with {@link dev.gradus.node.Node}, {@link dev.gradus.graph.Graph} and {@link dev.gradus.run.Run}.
 */
module dev.gradus.engine {
    // For the SIMD kernels, where Java is started with it.
    requires static jdk.incubator.vector;

    exports dev.gradus.check;
    exports dev.gradus.data;
    exports dev.gradus.explain;
    exports dev.gradus.flow;
    exports dev.gradus.graph;
    exports dev.gradus.linalg;
    exports dev.gradus.loss;
    exports dev.gradus.nn;
    exports dev.gradus.node;
    exports dev.gradus.random;
    exports dev.gradus.run;
    exports dev.gradus.tensor;
    exports dev.gradus.train;
}
