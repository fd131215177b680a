package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LessonTest {

    @Test
    void endsWithAGradientCheckThatPasses() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        Lesson.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).startsWith("Example 1: Logical AND", "x1, x2      target     model ");
        assertThat(lines.get(lines.size() - 1))
                .matches("100 problems of 100×10 → 10: all 11,000 derivatives agree,"
                        + " the largest difference is \\d+e-1\\d");
    }
}
