package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.check.GradientCheck;
import dev.gradus.graph.Graph;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What an op's maker must do, and what happens without one. */
class MakerTest {
    private final Node x = Input.of("x", 2, 2), y = Input.of("y", 3, 3);

    private static class Twice extends UnaryOp {
        Twice(Node x, Function<Node, UnaryOp> maker) {
            super(x, maker);
        }

        Twice(Node x) {
            super(x);
        }

        @Override
        public double apply(double x) {
            return 2 * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(2));
        }
    }

    private static final class Overriding extends Twice {
        Overriding(Node x) {
            super(x);
        }

        @Override
        public Overriding withInputs(List<Node> inputs) {
            checkCount(inputs);
            return new Overriding(inputs.get(0));
        }
    }

    @Test
    void aClassMayOverrideWithInputsInstead() {
        Op again = new Overriding(x).withInputs(List.of(y));
        assertThat(again).isInstanceOf(Overriding.class);
        assertThat(again.inputs()).containsExactly(y);
    }

    @Test
    void aClassWithNeitherIsToldBothRemedies() {
        assertThatThrownBy(() -> new Twice(x).withInputs(List.of(y)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(
                        "Twice cannot be constructed on other inputs: pass a maker to the constructor of its superclass,"
                                + " as in super(x, Twice::new), or override withInputs");
    }

    @Test
    void aMakerOfAnotherClassIsNamed() {
        assertThatThrownBy(() -> new Twice(x, Negate::new).withInputs(List.of(y)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Twice.withInputs: the maker returned an op of the class Negate instead of a new Twice");
        assertThatThrownBy(() -> new Twice(x, in -> null).withInputs(List.of(y)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Twice.withInputs: the maker returned null instead of a new Twice");
    }

    @Test
    void theNumberOfInputsIsCheckedForTheMaker() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Exp(x).withInputs(List.of(x, y)))
                .withMessage("Exp.withInputs: got 2 inputs, but Exp has 1: x");
    }

    /** The example of {@link Op}'s Javadoc. */
    static final class Trace extends Op {
        Trace(Node a) {
            super(Shape.scalar(), a, Trace::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            int n = input(0).shape().size(0);
            out[0] = 0;
            for (int i = 0; i < n; i++) {
                out[0] += in[0][i * n + i];
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            Tensor identity = Tensor.eye(input(0).shape().size(0));
            return List.of(upstream.multiply(Constant.of(identity)));
        }
    }

    /** The example of {@link UnaryOp}'s Javadoc. */
    static final class Gaussian extends UnaryOp {
        Gaussian(Node x) {
            super(x, Gaussian::new);
        }

        @Override
        public double apply(double x) {
            return StrictMath.exp(-x * x);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(this).multiply(x()).multiply(-2));
        }
    }

    @Test
    void theExamplesOfTheJavadocAreTheseClasses() throws IOException {
        String tests = Files.readString(Path.of("src/test/java/dev/gradus/node/MakerTest.java"));
        for (String type : List.of("Op", "UnaryOp")) {
            String javadoc = Files.readString(Path.of("src/main/java/dev/gradus/node/" + type + ".java"));
            String example = javadoc.substring(javadoc.indexOf("{@code\n") + 7, javadoc.indexOf(" * }</pre>"));
            String code = example.replaceAll("(?m)^ \\* ?", "").replaceAll("(?m)^(?=.)", "    ");
            assertThat(tests).contains(code.replace("    final class", "    static final class"));
        }
    }

    @Test
    void theExamplesAreRightAndCanBeCopied() {
        Parameter a = Parameter.of("a", Tensor.of(new double[][] {{1, 2}, {3, 4}}));
        Node trace = new Trace(new Gaussian(a));
        assertThat(Evaluator.of(Graph.of(trace)).value(trace).item())
                .isEqualTo(StrictMath.exp(-1) + StrictMath.exp(-16));
        GradientCheck.of(Evaluator.of(Graph.of(trace))).check().assertPassed();
        assertThat(new Trace(x).withInputs(List.of(y)).inputs()).containsExactly(y);
        assertThat(new Gaussian(x).withInputs(List.of(y)).shape()).isEqualTo(y.shape());
    }
}
