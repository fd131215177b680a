package dev.gradus.testkit;

import static dev.gradus.testkit.Dims.dims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.node.Exp;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Draw;
import dev.gradus.testkit.cases.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Test;

/** A wrong op whose spec is costly is reported in time. */
class DeadlineTest {
    private record Margin(double margin) {}

    private static final class Hinge extends Op {
        private final double margin;

        Hinge(Node scores, Node labels, double margin) {
            super(Shape.of(), List.of(scores, labels), in -> new Hinge(in.get(0), in.get(1), margin));
            this.margin = margin;
        }

        @Override
        public Record attributes() {
            return new Margin(margin);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            int rows = in[1].length, classes = rows == 0 ? 0 : in[0].length / rows;
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                int y = (int) in[1][i];
                for (int j = 0; j < classes; j++) {
                    sum += j == y ? 0 : Math.max(0, margin + in[0][i * classes + j] - in[0][i * classes + y]);
                }
            }
            out[0] = sum / Math.max(1, rows);
        }

        @Override
        public List<Node> backward(Node upstream) {
            Node s = input(0);
            int rows = s.shape().size(0), classes = s.shape().size(1);
            Node hot = input(1).oneHot(classes);
            Node own = s.multiply(hot).sum(1).reshape(rows, 1);
            Node active =
                    s.subtract(own).add(margin).greater(0).multiply(hot.negate().add(1));
            return List.of(upstream.multiply(active).divide(Math.max(1, rows)), undefined("labels are integers"));
        }
    }

    /** How close a margin is to its kink, after some milliseconds. */
    private static double distance(Tensor s, double margin, int cost) {
        wait(cost);
        double[] all = s.toArray();
        int rows = s.shape().size(0), classes = s.shape().size(1);
        return IntStream.range(0, rows * classes * classes)
                .filter(k -> k / classes % classes != k % classes)
                .mapToDouble(k -> {
                    int row = k / (classes * classes) * classes;
                    return Math.abs(margin + all[row + k / classes % classes] - all[row + k % classes]);
                })
                .min()
                .orElse(1);
    }

    private static void wait(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static OpSpec hinge(int cost) {
        return OpSpec.drawing(layout -> Arbitraries.doubles().between(0.5, 2))
                .nary((in, margin) -> new Hinge(in.get(0), in.get(1), margin))
                .input(
                        "scores",
                        dims("n", "c"),
                        margin -> Values.between(-3, 3).kinksWhereZero("a margin", s -> distance(s, margin, cost)))
                .inputWithoutDerivative("labels", dims("n"), Values.indicesOf("c"))
                .withoutReference("the gradient is what is tested");
    }

    @Test
    void shrinkingEndsInTheMidstOfAStep() {
        Shrinkable<Case> drawn = new CaseGenerator(hinge(0).data(), Draw.SMOOTH).next(new Random(3));
        BrokenLawError error = (BrokenLawError) catchThrowable(() -> Law.GRADIENT.check(drawn.value()));
        Case costly = new CaseGenerator(hinge(100).data(), Draw.SMOOTH)
                .next(new Random(3))
                .value();
        assertThat(costly.values()).isEqualTo(drawn.value().values());
        Shrinkable<Case> slow = new CaseGenerator(hinge(100).data(), Draw.SMOOTH).next(new Random(3));
        Instant start = Instant.now();
        BrokenLawError smallest = Laws.smallest(Law.GRADIENT, slow, error, Budget.ofShrinking(Duration.ofSeconds(1)));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
        assertThat(smallest.report())
                .contains(
                        "note           the case could be smaller: after 10 s of shrinking, this is the smallest one found");
    }

    @Test
    void aTryEndsInItsMidst() {
        Op op = new Exp(Input.of("x", Shape.of(1)));
        Budget budget = Budget.ofShrinking(Duration.ofMillis(200));
        assertThat(budget.next()).isEqualTo(Budget.Try.MADE);
        assertThat(budget.found(() -> Optional.of(Execution.forward(op, new double[][] {{0}})[0])))
                .contains(1.0);
        assertThat(budget.next()).isEqualTo(Budget.Try.MADE);
        assertThat(budget.found(() -> Optional.of(IntStream.range(0, 1000)
                        .mapToDouble(i -> {
                            wait(20);
                            return Execution.forward(op, new double[][] {{i}})[0];
                        })
                        .sum())))
                .isEmpty();
        assertThat(budget.tries()).isEqualTo(1);
        assertThat(budget.next()).isEqualTo(Budget.Try.NONE_LEFT);
    }
}
