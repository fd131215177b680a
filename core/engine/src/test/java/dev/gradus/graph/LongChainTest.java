package dev.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The depth of a graph is limited only by memory: nothing recurses along it or takes quadratic time. */
class LongChainTest {
    private static final int LENGTH = 1_000_000;

    @Tag("long")
    @Test
    void aChainOfAMillionNodesIsBuiltDifferentiatedAndRun() {
        Input x = Input.of("x");
        Node chain = x;
        for (int i = 0; i < LENGTH; i++) {
            chain = chain.negate();
        }
        Run run = Run.builder(Graph.of(chain)).gradients(x).build().feed(x, new double[] {0.5});

        assertThat(run.forward()).isEqualTo(0.5);
        run.backward();
        assertThat(run.gradient(x).item()).isEqualTo(1);
        assertThat(run.graph().nodes()).hasSize(LENGTH + 1);
        assertThat(chain.toString()).hasSizeLessThan(100);
    }

    @Test
    void aWideFanOutIsSummedWithoutRecursion() {
        Input x = Input.of("x");
        Node sum = x;
        for (int i = 1; i < LENGTH / 10; i++) {
            sum = sum.add(x);
        }
        Run run = Run.builder(Graph.of(sum)).gradients(x).build().feed(x, new double[] {1});

        assertThat(run.forward()).isEqualTo(LENGTH / 10.0);
        run.backward();
        assertThat(run.gradient(x).item()).isEqualTo(LENGTH / 10.0);
    }

    /** Each level uses the one below twice: 2^100 paths, which only a search with memory can handle. */
    @Test
    void aGraphWithExponentiallyManyPathsTakesLinearTime() {
        Input x = Input.of("x");
        Node node = x;
        for (int i = 0; i < 100; i++) {
            node = node.add(node);
        }
        Run run = Run.builder(Graph.of(node)).gradients(x).build().feed(x, new double[] {1});

        assertThat(run.forward()).isEqualTo(Math.scalb(1, 100));
        run.backward();
        assertThat(run.gradient(x).item()).isEqualTo(Math.scalb(1, 100));
        assertThat(node.toString()).isNotEmpty();
        assertThat(run.graph().toString().lines()).hasSizeLessThan(102);
    }
}
