package dev.gradus.benchmarks;

/** A computation of one library that is repeated. */
interface Work extends AutoCloseable {
    /** Computes once and returns the objective. */
    double step();

    /** A parameter after the last step of training, row by row, or its gradient if the work trains nothing. */
    double[] result(String parameter);

    @Override
    void close();
}
