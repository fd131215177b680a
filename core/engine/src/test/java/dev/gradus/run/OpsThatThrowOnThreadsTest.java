package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.Sneaky;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.OpException;
import dev.gradus.node.UnaryOp;
import dev.gradus.plan.fuse.BlockGroups;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user's formula throws on any thread comes out of forward(), and the threads work on with the right bits. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpsThatThrowOnThreadsTest {
    private static final int SIZE = 4 * BlockGroups.MANY;

    /** The square root, or what is to be thrown where there is none. */
    private static final class Root extends UnaryOp {
        private final Throwable thrown;

        Root(Node x, Throwable thrown) {
            super(x, in -> new Root(in, thrown));
            this.thrown = thrown;
        }

        @Override
        public double apply(double x) {
            if (x < 0) {
                throw Sneaky.unchecked(thrown);
            }
            return Math.sqrt(x);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.divide(multiply(2)));
        }
    }

    static List<Throwable> thrown() {
        return List.of(
                new IOException("checked"),
                new IllegalStateException("unchecked"),
                new StackOverflowError(),
                new OutOfMemoryError());
    }

    /** One bad number after the other, from the first element to the last, so that each thread meets some. */
    @ParameterizedTest
    @MethodSource("thrown")
    void theCallerHearsOfItAndTheNextPassIsRight(Throwable thrown) {
        Input x = Input.of("x", SIZE);
        double[] good = IntStream.range(0, SIZE).mapToDouble(i -> i % 97).toArray();
        Node y = new Root(new Root(x, thrown).multiply(3), thrown);
        Run run = Run.of(Graph.of(y));
        Tensor right = run.feed(x, good).evaluator().value(y);
        for (int bad = 0; bad < SIZE; bad += SIZE / 50) {
            double[] numbers = good.clone();
            numbers[bad] = -1;
            run.feed(x, numbers);
            Throwable met = catchThrowable(run::forward);
            assertThat(met instanceof OpException named ? named.getCause() : met)
                    .isSameAs(thrown);
            assertThat(met instanceof OpException).isEqualTo(thrown instanceof Exception);
            run.feed(x, good);
            run.forward();
            assertThat(run.value(y)).isEqualTo(right);
        }
    }
}
