package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class OnSparkTest {
    @Test
    void bothTrainingsHaveTheBitsOfOneMachine() {
        SparkConf conf = new SparkConf()
                .setMaster("local[2]")
                .setAppName("gradus")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            assertThat(new OnSpark(6).run(spark, new PrintStream(OutputStream.nullOutputStream())))
                    .isTrue();
        }
    }
}
