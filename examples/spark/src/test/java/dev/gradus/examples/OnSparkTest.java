package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The modules of Spark are tested by themselves; this starts Spark once more. */
@Tag("long")
class OnSparkTest {
    @Test
    void allHaveTheBitsOfOneMachine() {
        try (JavaSparkContext spark = OnSpark.context()) {
            assertThat(new OnSpark(6).run(spark, new PrintStream(OutputStream.nullOutputStream())))
                    .isTrue();
        }
    }

    @Test
    void anyNumberOfPartitionsHasTheBitsOfOneMachine() {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        try (JavaSparkContext spark = OnSpark.context()) {
            assertThat(new SparkCosts(11, 2).run(spark, new PrintStream(table, true, StandardCharsets.UTF_8)))
                    .isTrue();
        }
        assertThat(table.toString(StandardCharsets.UTF_8).lines())
                .hasSize(8)
                .anySatisfy(row -> assertThat(row).startsWith("| 8 partitions | "));
    }
}
