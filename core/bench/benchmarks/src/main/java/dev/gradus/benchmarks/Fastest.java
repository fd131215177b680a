package dev.gradus.benchmarks;

/** The shortest time of a work that is repeated. */
final class Fastest {
    private Fastest() {}

    /** Nanoseconds of the work's fastest pass within this time; short passes are timed several at once. */
    static double nanos(Runnable work, long within) {
        double fastest = Double.MAX_VALUE;
        long begin = System.nanoTime();
        for (int passes = 1; System.nanoTime() - begin < within; ) {
            long start = System.nanoTime();
            for (int i = 0; i < passes; i++) {
                work.run();
            }
            double took = System.nanoTime() - start;
            fastest = Math.min(fastest, took / passes);
            passes *= took < 1e6 ? 2 : 1;
        }
        return fastest;
    }
}
