package dev.gradus.hipparchus;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Acos;
import dev.gradus.node.Acosh;
import dev.gradus.node.AddBroadcast;
import dev.gradus.node.Asin;
import dev.gradus.node.Asinh;
import dev.gradus.node.Atan;
import dev.gradus.node.Atan2Broadcast;
import dev.gradus.node.Atanh;
import dev.gradus.node.BinaryOp;
import dev.gradus.node.Cbrt;
import dev.gradus.node.Cos;
import dev.gradus.node.Cosh;
import dev.gradus.node.DivideBroadcast;
import dev.gradus.node.Exp;
import dev.gradus.node.Expm1;
import dev.gradus.node.HypotBroadcast;
import dev.gradus.node.Input;
import dev.gradus.node.Log;
import dev.gradus.node.Log10;
import dev.gradus.node.Log1p;
import dev.gradus.node.MultiplyBroadcast;
import dev.gradus.node.Negate;
import dev.gradus.node.Node;
import dev.gradus.node.PowBroadcast;
import dev.gradus.node.Reciprocal;
import dev.gradus.node.Sin;
import dev.gradus.node.Sinh;
import dev.gradus.node.Sqrt;
import dev.gradus.node.SubtractBroadcast;
import dev.gradus.node.Tan;
import dev.gradus.node.Tanh;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Run;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/** A function that a tape records. Its value and its partial derivatives are those of an op. */
enum Recorded {
    ADD(AddBroadcast::new),
    SUBTRACT(SubtractBroadcast::new),
    MULTIPLY(MultiplyBroadcast::new),
    DIVIDE(DivideBroadcast::new),
    POW(PowBroadcast::new),
    HYPOT(HypotBroadcast::new),
    ATAN2(Atan2Broadcast::new),
    NEGATE(Negate::new),
    RECIPROCAL(Reciprocal::new),
    SQRT(Sqrt::new),
    CBRT(Cbrt::new),
    EXP(Exp::new),
    EXPM1(Expm1::new),
    LOG(Log::new),
    LOG1P(Log1p::new),
    LOG10(Log10::new),
    SIN(Sin::new),
    COS(Cos::new),
    TAN(Tan::new),
    ASIN(Asin::new),
    ACOS(Acos::new),
    ATAN(Atan::new),
    SINH(Sinh::new),
    COSH(Cosh::new),
    TANH(Tanh::new),
    ASINH(Asinh::new),
    ACOSH(Acosh::new),
    ATANH(Atanh::new);

    /** The number of elements whose partial derivatives are computed at once. */
    static final int BLOCK = 512;

    private static final Recorded[] ALL = values();

    private final BiFunction<Node, Node, Node> op;
    private final DoubleBinaryOperator value;
    private final Queue<Rule> rules = new ConcurrentLinkedQueue<>();

    Recorded(Function<Node, UnaryOp> op) {
        this.op = (a, b) -> op.apply(a);
        UnaryOp sample = op.apply(Input.of("a"));
        this.value = (a, b) -> sample.apply(a);
    }

    Recorded(BiFunction<Node, Node, BinaryOp> op) {
        this.op = op::apply;
        BinaryOp sample = op.apply(Input.of("a"), Input.of("b"));
        this.value = sample::apply;
    }

    static Recorded at(int ordinal) {
        return ALL[ordinal];
    }

    static int count() {
        return ALL.length;
    }

    /** The value; a function of one operand ignores b. */
    double value(double a, double b) {
        return value.applyAsDouble(a, b);
    }

    /** The op on nodes; a function of one operand ignores b. */
    Node node(Node a, Node b) {
        return op.apply(a, b);
    }

    /** A rule that no other thread uses until it is {@linkplain #release released}. */
    Rule rule() {
        Rule free = rules.poll();
        return free == null ? new Rule(this) : free;
    }

    void release(Rule rule) {
        rules.add(rule);
    }

    /** The partial derivatives ∂f/∂a and ∂f/∂b of {@link #BLOCK} elements, by the op's backward rule. */
    static final class Rule {
        private final List<Input> operands = List.of(Input.of("a", BLOCK), Input.of("b", BLOCK));
        private final List<Node> slopes;
        private final Run run;

        private Rule(Recorded function) {
            Node sum = function.node(operands.get(0), operands.get(1)).sum();
            this.slopes = Gradients.of(sum).wrt(Graph.of(sum).inputs());
            Graph graph = Graph.of(slopes);
            this.run = Run.builder(graph)
                    .keep(slopes.toArray(Node[]::new))
                    .threads(1)
                    .forwardOnly()
                    .build();
        }

        /** Computes the partial derivatives at these operands, one row for each operand. */
        void compute(double[][] at, double[][] partials) {
            for (int i = 0; i < at.length; i++) {
                if (run.graph().inputs().contains(operands.get(i))) {
                    run.feed(operands.get(i), at[i]);
                }
            }
            run.forward();
            for (int i = 0; i < slopes.size(); i++) {
                run.read(slopes.get(i), partials[i]);
            }
        }
    }
}
