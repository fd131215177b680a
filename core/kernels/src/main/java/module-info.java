/** Loops on arrays. Only the other modules of Gradus can use them. */
@SuppressWarnings("module") // The modules that it is exported to are compiled after it.
module dev.gradus.kernels {
    // For the SIMD kernels, where Java is started with it.
    requires static jdk.incubator.vector;

    exports dev.gradus.kernel to
            dev.gradus.engine,
            dev.gradus.train;
    exports dev.gradus.kernel.factor to
            dev.gradus.engine;
    exports dev.gradus.kernel.few to
            dev.gradus.engine;
    exports dev.gradus.kernel.host to
            dev.gradus.engine,
            dev.gradus.train;
    exports dev.gradus.kernel.loop to
            dev.gradus.engine;
    exports dev.gradus.kernel.math to
            dev.gradus.engine,
            dev.gradus.train;
    exports dev.gradus.kernel.move to
            dev.gradus.engine;
    exports dev.gradus.kernel.product to
            dev.gradus.engine;
    exports dev.gradus.kernel.reduce to
            dev.gradus.engine;
}
