package dev.gradus.lift;

import dev.gradus.node.BinaryOp;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.Shape;
import dev.gradus.vocabulary.Entry;
import dev.gradus.vocabulary.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A function of doubles that can be lifted, with its number and its node: each op of single elements in the vocabulary, and
 * what Java has besides. The number has the bits of the node's value, so that a guard computed by a graph agrees with the
 * trace that it came from.
 */
final class Fn {
    /** Those that were needed so far, and names of others. Nothing else is loaded, because a program needs few of them. */
    private static final Map<String, Optional<Fn>> BY_NAME = new ConcurrentHashMap<>();

    /** Those whose slope is finite at every finite operand. */
    private static final Set<String> NEVER_STEEP = Set.of(
            "add",
            "subtract",
            "multiply",
            "max",
            "min",
            "negate",
            "abs",
            "sin",
            "cos",
            "atan",
            "tanh",
            "sigmoid",
            "softplus",
            "erf",
            "fma",
            "where");

    /** Every function of one operand has a slope around one of these. */
    private static final double[] SAFE = {1, 0.5, 2, -1};

    private static final double AROUND = 0.01;

    static {
        put("max", named("maximum"));
        put("min", named("minimum"));
        put("signum", named("sign"));
        put("ceil", of(Math::ceil, Functions::ceil, false));
        put("rint", of(Math::rint, Functions::round, false));
        put("copySign", of(Math::copySign, Functions::copySign));
        put("fma", new Fn("fma", 3, Math::fma, Fn::fma, true));
    }

    /** An element of an argument. */
    static final Fn ELEMENT = new Fn("element", 0, (a, b, c) -> a, in -> in[0], true);

    static final Fn ADD = named("add");
    static final Fn SUBTRACT = named("subtract");
    static final Fn MULTIPLY = named("multiply");
    static final Fn DIVIDE = named("divide");
    static final Fn REMAINDER = of((a, b) -> a % b, Functions::fmod).as("remainder");
    static final Fn MAX = named("max");
    static final Fn MIN = named("min");
    static final Fn LESS = named("less");
    static final Fn LESS_EQUAL = named("lessOrEqual");
    static final Fn EQUAL = named("equal");
    static final Fn NEGATE = named("negate");
    static final Fn ABS = named("abs");

    /** {@code a != 0 ? b : c}. */
    static final Fn WHERE = new Fn("where", 3, (a, b, c) -> a != 0 ? b : c, in -> in[0].where(in[1], in[2]), true);

    private final String name;
    private final int operands;
    private final Number number;
    private final Function<Node[], Node> node;
    private final boolean hasSlope;

    /** The value of a function; it ignores operands that it does not have. */
    private interface Number {
        double of(double a, double b, double c);
    }

    private Fn(String name, int operands, Number number, Function<Node[], Node> node, boolean hasSlope) {
        this.name = name;
        this.operands = operands;
        this.number = number;
        this.node = node;
        this.hasSlope = hasSlope;
    }

    private static Fn of(DoubleUnaryOperator number, UnaryOperator<Node> node, boolean hasSlope) {
        return new Fn("", 1, (a, b, c) -> number.applyAsDouble(a), in -> node.apply(in[0]), hasSlope);
    }

    private static Fn of(DoubleBinaryOperator number, BinaryOperator<Node> node) {
        return new Fn("", 2, (a, b, c) -> number.applyAsDouble(a, b), in -> node.apply(in[0], in[1]), true);
    }

    /** Looks among the ops first, because they are ready before the other functions are. */
    private static Optional<Fn> find(String name) {
        return ofEntry(Vocabulary.ops().stream(), name).or(() -> ofEntry(Vocabulary.ofElements(), name));
    }

    private static Optional<Fn> ofEntry(Stream<Entry> entries, String name) {
        return entries.filter(entry -> entry.isOfNodes() && entry.names().contains(name))
                .findFirst()
                .flatMap(Fn::ofEntry)
                .map(function -> function.as(name));
    }

    private static Optional<Fn> ofEntry(Entry entry) {
        int operands = entry.parameters().size();
        if (!(entry.sample() instanceof Op op)
                || op.inputs().size() != operands
                || !op.inputs().stream().allMatch(Input.class::isInstance)) {
            return Optional.empty(); // a composition
        }
        return Optional.of(new Fn(
                "",
                operands,
                op instanceof UnaryOp unary ? (a, b, c) -> unary.apply(a) : (a, b, c) -> ((BinaryOp) op).apply(a, b),
                in -> entry.apply(List.of(in)),
                !entry.isPiecewiseConstant()));
    }

    private static void put(String name, Fn function) {
        BY_NAME.put(name, Optional.of(function.as(name)));
    }

    private Fn as(String other) {
        return new Fn(other, operands, number, node, hasSlope);
    }

    private static Fn named(String name) {
        return of(name).orElseThrow();
    }

    /** The function that a method of Math or Elementary computes, if it can be lifted. */
    static Optional<Fn> of(String method) {
        return BY_NAME.computeIfAbsent(method, Fn::find);
    }

    /** The name, for reports. */
    String name() {
        return name;
    }

    int operands() {
        return operands;
    }

    /** The value; unused operands are arbitrary. */
    double number(double a, double b, double c) {
        return number.of(a, b, c);
    }

    /** The node that applies this function to each element of nodes of one shape, or of constants of rank 0. */
    Node node(Node... in) {
        return this == MULTIPLY && in[0] == in[1] ? in[0].square() : node.apply(in);
    }

    /** {@code a · b + c}, rounded once. */
    private static Node fma(Node... in) {
        Shape shape = in[0].shape();
        for (Node operand : in) {
            shape = operand.shape().isScalar() ? shape : operand.shape();
        }
        return new Fma(in[0].broadcastTo(shape), in[1].broadcastTo(shape), in[2].broadcastTo(shape));
    }

    /** Whether the value has a derivative with respect to operand i that may differ from 0. */
    boolean hasSlope(int i) {
        return hasSlope && (this != WHERE || i > 0) && (!name.equals("copySign") || i == 0);
    }

    /**
     * A number at which operand i has a finite slope, for an operand on a path that is not taken; NaN if the slope is
     * finite at every finite operand. There a finite slope times the gradient 0 is 0, but an infinite one gives NaN.
     */
    double safe(int i) {
        boolean isQuotient = this == DIVIDE || this == REMAINDER;
        if (!hasSlope || NEVER_STEEP.contains(name) || name.equals("copySign") || isQuotient && i == 0) {
            return Double.NaN;
        }
        return operands > 1
                ? 1
                : DoubleStream.of(SAFE)
                        .filter(x -> DoubleStream.of(x - AROUND, x, x + AROUND)
                                .map(each -> number(each, 0, 0))
                                .allMatch(Double::isFinite))
                        .findFirst()
                        .orElseThrow();
    }

    @Override
    public String toString() {
        return name;
    }
}
