package dev.gradus.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark in this JVM, which all tests share. Spark itself stops it when the JVM ends. */
final class LocalSpark {
    private static JavaSparkContext context = start(3);

    private LocalSpark() {}

    /** Returns the context with this number of threads, which replaces one with another number. */
    static JavaSparkContext of(int threads) {
        if (!context.master().equals(master(threads))) {
            context.stop();
            context = start(threads);
        }
        return context;
    }

    private static JavaSparkContext start(int threads) {
        return new JavaSparkContext(new SparkConf()
                .setMaster(master(threads))
                .setAppName("gradus")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1"));
    }

    private static String master(int threads) {
        return "local[" + threads + "]";
    }
}
