package dev.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WalkTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void showsOperandsAndResultSideBySide() {
        Walk.of(new LessonGraph().training()).colored(false).print(out);
        assertThat(printed()).contains("""
                10/13  backward: MatMul  ✓ checked
                  ∂J/∂W = xᵀ ∂J/∂z
                  ∂J/∂z 4×1          xᵀ 2×4           ∂J/∂W 2×1
                   0.0312     with   0  0  1  1   →   0.0272
                   0.0349            0  1  0  1       0.0284
                   0.0337
                  −0.0065
                """);
        assertThat(printed().lines().filter(line -> line.matches("\\d+/13 .*"))).hasSize(13);
        assertThat(printed()).doesNotContain("\u001b");
    }

    @Test
    void goesOnWithEveryLineAndEndsWithQ() throws IOException {
        Walk.of(new LessonGraph().training())
                .colored(false)
                .step(new ByteArrayInputStream("\n\nq\n".getBytes(StandardCharsets.UTF_8)), out);
        assertThat(printed()).contains("1/13", "2/13", "3/13").doesNotContain("4/13");
    }

    @Test
    void backwardIsBlueWhereColorsAreWanted() {
        Walk.of(new LessonGraph().training()).colored(true).print(out);
        assertThat(printed()).contains("\u001b[1m1/13", "\u001b[1;34m5/13  seed\u001b[0m");
    }

    @Test
    void ofAMillionNumbersTheCornersAreShownAndTheRestIsCounted() {
        Input x = Input.of("x", 1000, 1000);
        Evaluator numbers = Evaluator.of(Graph.of(x.square().named("h").sum().named("J")))
                .feed(x, Tensor.generate(Shape.of(1000, 1000), i -> i));
        Walk.of(Trace.of(numbers)).colored(false).print(out);
        assertThat(printed()).contains("999964 numbers left out");
        assertThat(printed().length()).isLessThan(20_000);
    }
}
