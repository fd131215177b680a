package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplorerTest {
    @Test
    void sameTraceGivesTheSameBytesAndFewOfThem(@TempDir Path folder) throws Exception {
        assertThat(Pages.and().html()).isEqualTo(Pages.and().html());
        Path file = folder.resolve("lesson.html");
        Explorer.write(Examples.lesson(), file);
        assertThat(Files.size(file)).isLessThan(450_000);
        assertThat(Pages.admissions().html().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(450_000);
        assertThat(Files.readString(file))
                .isEqualTo(Explorer.of(Examples.lesson()).html());
    }

    @Test
    void millionElementsMakeASmallPage() {
        Input x = Input.of("x", Shape.of(1000, 1000));
        Parameter w = Parameter.of("w", Examples.wave(Shape.of(1000, 1)));
        Run run = Run.of(Graph.of(x.matMul(w).tanh().mean().named("J"))).feed(x, Examples.wave(Shape.of(1000, 1000)));
        assertThat(Explorer.of(run).html().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_000_000);
    }

    @Test
    void tracesOfDifferentGraphsAreRefused() {
        Trace one = Trace.of(Examples.lesson());
        Trace other = Trace.of(Examples.fanOut());
        assertThatThrownBy(() -> Explorer.of(List.of(one, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different graphs")
                .hasMessageContaining("make one page for each");
        assertThatThrownBy(() -> Explorer.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no trace");
    }

    @Test
    void namesAndTitlesCannotEndTheirElement() {
        Input x = Input.of("</script><script>alert(1)</script>", 2);
        Parameter w = Parameter.of("\"'<b>", Tensor.of(new double[] {1, 2}));
        Run run = Run.of(Graph.of(x.multiply(w).sum().named("J"))).feed(x, new double[] {3, 4});
        String page = Explorer.of(run).titled("</title><script>", "a \"b\"").html();
        assertThat(page).doesNotContain("<script>alert").doesNotContain("</title><script>");
    }
}
