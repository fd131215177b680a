package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Op asks of every op: of its rule, its copies, its attributes and its forward. */
class OpContractTest {

    static List<Op> ops() {
        return SampleOps.all();
    }

    @ParameterizedTest
    @MethodSource("ops")
    void withItsOwnInputsItIsTheSameOp(Op op) {
        assertIsTheSameOp(op, op.withInputs(op.inputs()));
    }

    @ParameterizedTest
    @MethodSource("ops")
    void withOtherInputsItIsTheSameOpElsewhere(Op op) {
        List<Node> others = op.inputs().stream()
                .<Node>map(input -> Input.of(input.label() + "′", input.shape()))
                .toList();
        Op elsewhere = op.withInputs(others);
        assertThat(elsewhere.inputs()).isEqualTo(others);
        assertIsTheSameOp(op, elsewhere);
    }

    private static void assertIsTheSameOp(Op op, Op copy) {
        double[][] in = numbersFor(op);
        assertThat(copy).isNotSameAs(op).hasSameClassAs(op);
        assertThat(copy.inputs()).hasSameSizeAs(op.inputs());
        assertThat(copy.attributes()).isEqualTo(op.attributes());
        assertThat(copy.shape().toString()).isEqualTo(op.shape().toString());
        assertThat(copy.operands()).isEqualTo(op.operands());
        assertThat(copy.notation()).isEqualTo(op.notation());
        assertThat(Values.of(copy, in)).isEqualTo(Values.of(op, in));
    }

    @ParameterizedTest
    @MethodSource("ops")
    void namesAsManyOperandsAsItHasInputs(Op op) {
        assertThat(op.operands()).hasSameSizeAs(op.inputs()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("ops")
    void forwardLeavesItsOperandsAlone(Op op) {
        double[][] in = numbersFor(op);
        double[] first = Values.of(op, in);
        assertThat(in).isDeepEqualTo(numbersFor(op));
        assertThat(Values.of(op, in)).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("ops")
    void itsRuleFitsItsInputs(Op op) {
        List<Node> gradients = op.gradients(Input.of("u", op.shape()));
        assertThat(gradients).hasSameSizeAs(op.inputs());
    }

    /** Its new nodes, and nothing that was there before. */
    @ParameterizedTest
    @MethodSource("ops")
    void theNodesOfItsRuleAreMarkedAndNoOthers(Op op) {
        Node upstream = Input.of("v", op.shape()).negate();
        List<Node> gradients = op.gradients(upstream);

        Set<Node> given = ancestors(List.of(op, upstream));
        assertThat(given).allSatisfy(node -> assertThat(node.madeBy()).isEmpty());
        Set<Node> made = ancestors(gradients);
        made.removeAll(given);
        made.removeIf(node -> node instanceof Leaf);
        assertThat(made).allSatisfy(node -> assertThat(node.madeBy()).contains(op));
    }

    /** The rule of a rule marks its own nodes and leaves the first rule's marks. */
    @Test
    void marksAreMadeOnce() {
        Input x = Input.of("x");
        Sigmoid sigmoid = new Sigmoid(x);
        Op slope = (Op) sigmoid.gradients(Input.of("u")).get(0);
        assertThat(slope).isInstanceOf(MultiplyBroadcast.class);
        List<Node> second = slope.gradients(Input.of("v"));
        assertThat(slope.madeBy()).contains(sigmoid);
        assertThat(second).allSatisfy(node -> assertThat(node.madeBy()).contains(slope));
        assertThat(slope.input(1).madeBy()).contains(sigmoid);
    }

    @Test
    void upstreamThatPassesUnchangedIsNotMarked() {
        Input x = Input.of("x", 2), u = Input.of("u", 2);
        Node upstream = u.negate();
        assertThat(new AddBroadcast(x, x).gradients(upstream)).containsExactly(upstream, upstream);
        assertThat(upstream.madeBy()).isEmpty();
    }

    /** A rule may reach for what its input is computed from, or for what upstream is; that is none of its making. */
    @Test
    void nodesThatARuleReachesBeyondItsInputsAreNotMarked() {
        Node inner = Input.of("x").exp();
        Node beyond = Input.of("u").tanh();
        Node upstream = beyond.negate();
        Op op = new CustomOps.Softplus(
                inner.square(), (self, u) -> List.of(((Op) self.x()).input(0).multiply(((Op) u).input(0))));
        Node gradient = op.gradients(upstream).get(0);
        assertThat(gradient.madeBy()).contains(op);
        assertThat(inner.madeBy()).isEmpty();
        assertThat(beyond.madeBy()).isEmpty();
    }

    @Test
    void opsWithoutAttributesShareOneEmptyRecord() {
        Input x = Input.of("x", 2);
        assertThat(new Exp(x).attributes())
                .isNotNull()
                .isSameAs(new AddBroadcast(x, x).attributes())
                .isSameAs(new CustomOps.Plain(x).attributes());
    }

    @Test
    void attributesTellOpsOfOneClassApart() {
        Input x = Input.of("x", 2, 3);
        assertThat(new Sum(x).attributes())
                .isEqualTo(new Sum(x, false, 0, 1).attributes())
                .isEqualTo(new Sum(x, false, -1, 0).attributes())
                .isNotEqualTo(new Sum(x, true, 0, 1).attributes())
                .isNotEqualTo(new Sum(x, false, 0).attributes())
                .isNotEqualTo(new Sum(x, false).attributes());
        assertThat(new Mean(x, false, 1).attributes())
                .isEqualTo(new Mean(x, false, -1).attributes())
                .isNotEqualTo(new Mean(x, false, 0).attributes());
        assertThat(new Transpose(x).attributes())
                .isEqualTo(new Transpose(x, 1, 0).attributes())
                .isEqualTo(new Transpose(x, -1, 0).attributes())
                .isNotEqualTo(new Transpose(x, 0, 1).attributes());
        assertThat(new Reshape(x, Shape.of(6)).attributes())
                .isEqualTo(new Reshape(x, Shape.of(6)).attributes())
                .isNotEqualTo(new Reshape(x, Shape.of(6, 1)).attributes());
        assertThat(new BroadcastTo(x, Shape.of(1, 2, 3)).attributes())
                .isNotEqualTo(new BroadcastTo(x, Shape.of(4, 2, 3)).attributes());
        assertThat(new SumTo(x, Shape.of(3)).attributes()).isNotEqualTo(new SumTo(x, Shape.of(1, 3)).attributes());
    }

    @Test
    void anOpThatSaysNothingHasLettersAndAFunctionsName() {
        Node[] inputs = new Node[28];
        Arrays.setAll(inputs, i -> Input.of("x" + i));
        CustomOps.Plain plain = new CustomOps.Plain(inputs);
        assertThat(plain.operands()).hasSize(28).startsWith("a", "b", "c").endsWith("z", "a26", "a27");
        assertThat(new CustomOps.Plain(inputs[0], inputs[1]).expression()).isEqualTo("Plain(x0, x1)");
    }

    @Test
    void aClassWithoutASimpleNameGoesByItsFullOne() {
        Op anonymous = new UnaryOp(Input.of("x")) {
            @Override
            public double apply(double x) {
                return x;
            }

            @Override
            public List<Node> backward(Node upstream) {
                return List.of(upstream);
            }

            @Override
            public Op withInputs(List<Node> inputs) {
                return this;
            }
        };
        assertThat(anonymous.name()).startsWith("dev.gradus.node.OpContractTest$");
    }

    private static double[][] numbersFor(Op op) {
        Random random = new Random(1);
        return op.inputs().stream()
                .map(input -> random.doubles(input.shape().elements(), 0.1, 2).toArray())
                .toArray(double[][]::new);
    }

    private static Set<Node> ancestors(List<Node> nodes) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(new ArrayList<>(nodes));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (seen.add(node)) {
                open.addAll(node.inputs());
            }
        }
        seen.removeIf(NoGradient.class::isInstance);
        return seen;
    }
}
