package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Node;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.PurityLaws;
import dev.gradus.testkit.law.TwoThreadsLaw;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The laws of purity, each with ops that break it in one way. */
class PurityLawsTest {
    private static final double[] X = {1, 2};
    private static final double[] UPSTREAM = {3, 4};
    private static final Custom.Rule TWICE = (self, u) -> List.of(u.multiply(2));

    /** Twice x. */
    private static final Custom.Forward DOUBLE = (self, in, out) -> {
        for (int i = 0; i < out.length; i++) {
            out[i] = 2 * in[0][i];
        }
    };

    @Test
    void aPureOpLeavesNoTrace() {
        Case pure = of(x -> Custom.like(x, DOUBLE, TWICE));
        assertThat(PurityLaws.leavesNoTrace(pure)).isEmpty();
        assertThat(PurityLaws.keepsNothing(pure)).isEmpty();
        assertThat(PurityLaws.isDeterministic(pure)).isEmpty();
        assertThat(TwoThreadsLaw.check(pure)).isEmpty();
    }

    @Test
    void anInputThatIsChangedIsNamed() {
        assertThat(trace(x -> Custom.like(
                        x,
                        (self, in, out) -> {
                            DOUBLE.compute(self, in, out);
                            in[0][1] = 9;
                        },
                        TWICE)))
                .contains("forward changes its input x[1]");
    }

    @Test
    void anElementThatIsNotWrittenIsNamed() {
        assertThat(trace(x -> Custom.like(x, (self, in, out) -> out[0] = 2 * in[0][0], TWICE)))
                .contains("forward does not write its output at [1], or reads what was in it");
        assertThat(trace(x -> Custom.like(x, (self, in, out) -> out[0] += out[1] = 0, TWICE)))
                .contains("forward does not write its output at [0], or reads what was in it");
    }

    /** A loop over matrices of no elements would never fill an output that is longer than its shape. */
    @Test
    void noOutputIsLongerThanItsShape() {
        Function<Node, Custom> counts = x -> Custom.like(
                x,
                (self, in, out) -> {
                    if (out.length > self.shape().elements()) {
                        throw new OutOfMemoryError("an output of " + out.length + " elements");
                    }
                    DOUBLE.compute(self, in, out);
                },
                TWICE);
        OpSpec spec = OpSpec.unary(counts).input("x", Dims.dims("n"), Values.any());
        assertThat(PurityLaws.leavesNoTrace(Cases.of(spec, new double[0], new double[0])))
                .isEmpty();
    }

    @Test
    void anOutputThatIsKeptIsSeen() {
        double[][] kept = new double[1][];
        Function<Node, Custom> keeps = x -> Custom.like(
                x,
                (self, in, out) -> {
                    DOUBLE.compute(self, in, out);
                    if (kept[0] != null && kept[0] != out) {
                        kept[0][0] = 12345;
                    }
                    kept[0] = out;
                },
                TWICE);
        assertThat(PurityLaws.keepsNothing(of(keeps)).map(Finding::what))
                .contains("forward keeps its output array and writes to it in the next call");
    }

    /** An op that keeps its input array does so by reference, so that later values of that array count. */
    @Test
    void anInputThatIsKeptIsSeen() {
        double[][] kept = new double[1][];
        Function<Node, Custom> keeps = x -> Custom.like(
                x,
                (self, in, out) -> {
                    kept[0] = kept[0] == null ? in[0] : kept[0];
                    for (int i = 0; i < out.length; i++) {
                        out[i] = 2 * in[0][i] + 0 * kept[0][i];
                    }
                },
                TWICE);
        assertThat(PurityLaws.keepsNothing(of(keeps)).map(Finding::what))
                .contains("the value at [0] differs after a call with other inputs in between");
    }

    @Test
    void aRuleThatReadsWhatForwardSavedIsSeen() {
        AtomicInteger calls = new AtomicInteger();
        Function<Node, Custom> saves = x -> Custom.like(
                x,
                (self, in, out) -> {
                    calls.incrementAndGet();
                    DOUBLE.compute(self, in, out);
                },
                (self, u) -> List.of(
                        Custom.like(u, (inner, in, out) -> Arrays.fill(out, calls.get()), (inner, v) -> List.of(v))));
        assertThat(PurityLaws.keepsNothing(of(saves)).map(Finding::what))
                .contains("∂J/∂x[0] depends on what forward computed last, not on its inputs");
    }

    @Test
    void aRuleThatChangesUpstreamIsSeen() {
        Function<Node, Custom> changes = x -> Custom.like(
                x,
                DOUBLE,
                (self, u) -> List.of(Custom.like(
                        u,
                        (inner, in, out) -> {
                            DOUBLE.compute(inner, in, out);
                            in[0][0] = 0;
                        },
                        (inner, v) -> List.of(v))));
        assertThat(trace(changes)).hasValueSatisfying(what -> assertThat(what).startsWith("in the backward pass "));
    }

    @Test
    void aSecondCallGivesTheSame() {
        AtomicInteger calls = new AtomicInteger();
        assertThat(PurityLaws.isDeterministic(of(x -> Custom.like(
                                x, (self, in, out) -> Arrays.fill(out, calls.getAndIncrement() / 2), TWICE)))
                        .map(Finding::what))
                .hasValueSatisfying(what -> assertThat(what).startsWith("the value at [0] differs "));
    }

    /** A count of all instances, which each takes over when it is made. */
    @Test
    void anotherInstanceGivesTheSame() {
        AtomicInteger instances = new AtomicInteger();
        Function<Node, Custom> numbered = x -> {
            int own = instances.incrementAndGet();
            return Custom.like(x, (self, in, out) -> Arrays.fill(out, own), TWICE);
        };
        assertThat(PurityLaws.isDeterministic(of(numbered)).map(Finding::what))
                .contains("the value at [0] differs in another instance");
    }

    @Test
    void whatAllInstancesShareDoesNotChangeAnOp() {
        AtomicInteger elements = new AtomicInteger();
        Function<Node, Custom> lastShape = x -> {
            elements.set(x.shape().elements());
            return Custom.like(x, (self, in, out) -> Arrays.fill(out, elements.get() == out.length ? 2 : 3), TWICE);
        };
        Function<Node, Custom> lastShapeInRule = x -> {
            elements.set(x.shape().elements());
            return Custom.like(
                    x,
                    DOUBLE,
                    (self, u) ->
                            List.of(u.multiply(elements.get() == self.shape().elements() ? 2 : 3)));
        };
        assertThat(PurityLaws.isDeterministic(of(lastShape)).map(Finding::what))
                .contains("the value at [0] differs after another instance is constructed and computed");
        assertThat(PurityLaws.isDeterministic(of(lastShapeInRule)).map(Finding::what))
                .contains("∂J/∂x[0] differs after another instance is constructed and computed");
    }

    /** Not by two threads in each other's way, which may not meet on a busy machine. */
    @Test
    void anOpThatBelongsToOneThreadIsSeen() {
        Thread owner = Thread.currentThread();
        Case where = of(x -> Custom.like(
                x, (self, in, out) -> Arrays.fill(out, Thread.currentThread() == owner ? in[0][0] : in[0][1]), TWICE));
        assertThat(TwoThreadsLaw.check(where).map(Finding::what))
                .contains("forward computes another value when two threads call it at once");
    }

    private static Optional<String> trace(Function<Node, Custom> op) {
        return PurityLaws.leavesNoTrace(of(op)).map(Finding::what);
    }

    private static Case of(Function<Node, Custom> op) {
        return Cases.of(OpSpec.unary(op).input("x", Dims.dims("n"), Values.any()), UPSTREAM, X);
    }
}
