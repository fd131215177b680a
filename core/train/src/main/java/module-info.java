/** Optimizers, the training loop, and reading data from files. Start with {@link dev.gradus.train.Trainer}. */
module dev.gradus.train {
    requires dev.gradus.kernels;
    requires transitive dev.gradus.engine;

    exports dev.gradus.data;
    exports dev.gradus.train;
}
