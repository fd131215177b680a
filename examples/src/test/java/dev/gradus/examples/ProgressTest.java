package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Trainer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void quickWorkShowsNothing() {
        assertThat(shown(1000, 0)).isEmpty();
    }

    @Test
    void workOfMoreThanASecondShowsHowFarItIs() {
        assertThat(shown(8, 200)).contains("Slow work").contains("8/8").doesNotContain("2/8");
    }

    @Test
    void listensToATrainer() {
        AtomicLong clock = new AtomicLong();
        Printed printed = Printed.by((out, err) -> {
            try (Progress progress = new Progress("Training", 6, err, () -> clock.addAndGet(300_000_000))) {
                Parameter w = Parameter.of("w", Tensor.scalar(1));
                Trainer.of(Run.of(Graph.of(w.square())), GradientDescent.of(0.1))
                        .withListener(progress)
                        .train(6);
            }
            return 0;
        });
        assertThat(printed.err()).contains("Training", "6/6");
    }

    /** On a clock that goes on by so much with each step. */
    private static String shown(int steps, int millisEach) {
        AtomicLong clock = new AtomicLong();
        return Printed.by((out, err) -> {
                    try (Progress progress = new Progress("Slow work", steps, err, clock::get)) {
                        for (int i = 0; i < steps; i++) {
                            clock.addAndGet(millisEach * 1_000_000L);
                            progress.step();
                        }
                    }
                    return 0;
                })
                .err();
    }
}
