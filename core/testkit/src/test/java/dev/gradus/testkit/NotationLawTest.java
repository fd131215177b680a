package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.NotationLaw;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ops of a user that print as a built-in one. */
class NotationLawTest {
    private static final Tensor[] VALUES = {
        Tensor.of(new double[][] {{0.25, 0.5}, {0.75, 0.125}}),
        Tensor.of(new double[][] {{0.5, 0.5}, {0.25, 0.25}}),
        Tensor.of(new double[][] {{0.1, 0.2}, {0.3, 0.4}})
    };

    static Stream<Function<List<Node>, Node>> builtIn() {
        return Stream.concat(
                Stream.<UnaryOperator<Node>>of(
                                Node::abs,
                                Node::acos,
                                Node::asin,
                                Node::atan,
                                Node::cos,
                                Node::cosh,
                                Node::erf,
                                Node::exp,
                                Node::expm1,
                                Node::floor,
                                Node::log,
                                Node::log1p,
                                Node::negate,
                                Node::relu,
                                Node::sigmoid,
                                Node::sign,
                                Node::sin,
                                Node::sinh,
                                Node::softplus,
                                Node::sqrt,
                                Node::square,
                                Node::tan,
                                Node::tanh,
                                Node::transpose)
                        .map(op -> in -> op.apply(in.get(0))),
                Stream.of(
                        in -> in.get(0).add(in.get(1)),
                        in -> in.get(0).divide(in.get(1)),
                        in -> in.get(0).equal(in.get(1)),
                        in -> in.get(0).greater(in.get(1)),
                        in -> in.get(0).greaterEqual(in.get(1)),
                        in -> in.get(0).less(in.get(1)),
                        in -> in.get(0).lessEqual(in.get(1)),
                        in -> in.get(0).maximum(in.get(1)),
                        in -> in.get(0).minimum(in.get(1)),
                        in -> in.get(0).multiply(in.get(1)),
                        in -> in.get(0).notEqual(in.get(1)),
                        in -> in.get(0).pow(in.get(1)),
                        in -> in.get(0).subtract(in.get(1)),
                        in -> in.get(0).matMul(in.get(1)),
                        in -> in.get(0).where(in.get(1), in.get(2))));
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void whatPrintsAsABuiltInOpComputesIt(Function<List<Node>, Node> builtIn) {
        int operands = operandsOf(builtIn);
        Op op = builtInOf(builtIn, operands);

        assertThat(law(op.notation(), operands, op, 0)).isEmpty();
        assertThat(law(op.notation(), operands, op, 1)).hasValueSatisfying(finding -> {
            assertThat(finding.what()).endsWith(" has another value than forward at [0, 0]");
            assertThat(finding.fact("forward")).isPresent();
            assertThat(finding.fact("formula")).isPresent();
        });
    }

    /** Without code in any language, too. */
    @ParameterizedTest
    @MethodSource("builtIn")
    void theSymbolAloneSaysWhatItComputes(Function<List<Node>, Node> builtIn) {
        int operands = operandsOf(builtIn);
        Op op = builtInOf(builtIn, operands);
        Notation plain = withoutCode(op.notation());

        assertThat(law(plain, operands, op, 0)).isEmpty();
        assertThat(law(plain, operands, op, 1))
                .hasValueSatisfying(finding -> assertThat(finding.what()).startsWith("its formula "));
        assertThat(law(plain, operands, op, 1e-6)).isPresent();
    }

    @Test
    void roundingIsNoOtherFormula() {
        Op exp = builtInOf(in -> in.get(0).exp(), 1);

        assertThat(law(exp.notation(), 1, exp, 1e-10)).isEmpty();
        assertThat(law(exp.notation(), 1, exp, 1e-8)).isPresent();
    }

    /** Each form by itself, with a symbol that no other op has. */
    @Test
    void theCodeAloneSaysWhatItComputes() {
        Op exp = builtInOf(in -> in.get(0).exp(), 1);
        Notation java = Notation.function("own").java("{0}.exp()");
        Notation numpy = Notation.function("own").numpy("np.exp({0})");

        assertThat(law(java, 1, exp, 0)).isEmpty();
        assertThat(law(numpy, 1, exp, 0)).isEmpty();
        assertThat(law(java, 1, exp, 1).map(Finding::what))
                .contains("the Java code {0}.exp() has another value than forward at [0, 0]");
        assertThat(law(numpy, 1, exp, 1).map(Finding::what))
                .contains("the NumPy code np.exp({0}) has another value than forward at [0, 0]");
    }

    @Test
    void codeOfAnotherShapeIsAnotherFunction() {
        Op exp = builtInOf(in -> in.get(0).exp(), 1);

        assertThat(law(Notation.function("own").numpy("np.sum({0})"), 1, exp, 0).map(Finding::what))
                .hasValueSatisfying(what -> assertThat(what)
                        .startsWith("the NumPy code np.sum({0}) has shape ()")
                        .contains(", but the op has (n2=2, n2=2)"));
    }

    private static Notation withoutCode(Notation notation) {
        return switch (notation.form()) {
            case FUNCTION -> Notation.function(notation.symbol());
            case INFIX -> Notation.infix(notation.symbol(), notation.binding());
            case PREFIX -> Notation.prefix(notation.symbol());
            case POSTFIX -> Notation.postfix(notation.symbol());
        };
    }

    @Test
    void theFormFitsTheNumberOfOperands() {
        Op sum = builtInOf(in -> in.get(0).add(in.get(1)), 2);
        Op minus = builtInOf(in -> in.get(0).negate(), 1);

        assertThat(law(sum.notation(), 1, minus, 0).map(Finding::what))
                .contains("it prints as INFIX, but has 1 operands");
        assertThat(law(minus.notation(), 2, sum, 0).map(Finding::what))
                .contains("it prints as PREFIX, but has 2 operands");
    }

    /** (a + b) c must not print as a + b c. */
    @Test
    void parenthesesStandWhereTheReaderNeedsThem() {
        Op sum = builtInOf(in -> in.get(0).add(in.get(1)), 2);

        assertThat(law(Notation.infix("+", Binding.ATOM), 2, sum, 0).map(Finding::what))
                .contains("it prints as a + (b) and says that this binds like ATOM, so that parentheses around it are"
                        + " missing or too many");
        assertThat(law(Notation.infix("+", Binding.PRODUCT), 2, sum, 0)).isPresent();
        assertThat(law(Notation.infix("⊕", Binding.SUM), 2, sum, 1)).isEmpty();
    }

    private static int operandsOf(Function<List<Node>, Node> builtIn) {
        int operands = VALUES.length;
        while (builtInOf(builtIn, operands).inputs().size() < operands) {
            operands--;
        }
        return operands;
    }

    private static Op builtInOf(Function<List<Node>, Node> builtIn, int operands) {
        OpSpec spec = spec(
                in -> (Op) builtIn.apply(Stream.concat(in.stream(), in.stream()).toList()), operands);
        return Cases.of(spec, Tensor.scalar(1), first(operands)).op();
    }

    /** What the law finds of an op that prints so and computes what another one does, plus something. */
    private static Optional<Finding> law(Notation notation, int operands, Op like, double more) {
        OpSpec spec = spec(in -> new Printed(like, in, notation, more), operands);
        return NotationLaw.check(Cases.of(spec, Tensor.scalar(1), first(operands)));
    }

    private static OpSpec spec(Function<List<? extends Node>, Op> op, int operands) {
        OpSpec spec = OpSpec.nary(op);
        for (int i = 0; i < operands; i++) {
            spec = spec.input(List.of("a", "b", "c").get(i), Dims.anyShape(), Values.any());
        }
        return spec;
    }

    private static Tensor[] first(int operands) {
        return Stream.of(VALUES).limit(operands).toArray(Tensor[]::new);
    }

    private static final class Printed extends Op {
        private final Op like;
        private final Notation notation;
        private final double more;

        Printed(Op like, List<? extends Node> inputs, Notation notation, double more) {
            super(like.shape(), List.copyOf(inputs));
            this.like = like;
            this.notation = notation;
            this.more = more;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            like.forward(in, out);
            for (int i = 0; i < out.length; i++) {
                out[i] += more;
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            throw new AssertionError("this law asks for no gradient");
        }

        @Override
        public Printed withInputs(List<Node> inputs) {
            return new Printed(like, inputs, notation, more);
        }

        @Override
        public Notation notation() {
            return notation;
        }
    }
}
