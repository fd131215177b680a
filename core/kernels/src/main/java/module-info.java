/** The loops on arrays. Only the other modules of Gradus can use them. */
@SuppressWarnings("module") // the modules that it exports to are compiled later
module dev.gradus.kernels {
    // used by the SIMD kernels if it is present at run time
    requires static jdk.incubator.vector;
    // counts the time of a thread if it is present at run time
    requires static java.management;

    exports dev.gradus.kernel to
            dev.gradus.engine,
            dev.gradus.train;
    exports dev.gradus.kernel.factor to
            dev.gradus.engine;
    exports dev.gradus.kernel.few to
            dev.gradus.engine;
    exports dev.gradus.kernel.host to
            dev.gradus.engine,
            dev.gradus.lift,
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
