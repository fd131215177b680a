package dev.gradus.testkit.form;

import dev.gradus.node.AxisReduction;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.testkit.form.Syntax.Call;
import dev.gradus.testkit.form.Syntax.Literal;
import dev.gradus.testkit.form.Syntax.Member;
import dev.gradus.testkit.form.Syntax.Name;
import dev.gradus.testkit.form.Syntax.Operand;
import dev.gradus.testkit.form.Syntax.Operation;
import dev.gradus.testkit.form.Syntax.Part;
import dev.gradus.testkit.form.Syntax.Sequence;
import dev.gradus.testkit.form.Syntax.UnknownException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Turns NumPy code into nodes: operators, elementwise functions, and reductions along axes. */
public final class NumpyForm {
    private static final Map<String, UnaryOperator<Node>> UNARY = Map.ofEntries(
            Map.entry("abs", Node::abs),
            Map.entry("absolute", Node::abs),
            Map.entry("arccos", Node::acos),
            Map.entry("arcsin", Node::asin),
            Map.entry("arctan", Node::atan),
            Map.entry("cos", Node::cos),
            Map.entry("cosh", Node::cosh),
            Map.entry("exp", Node::exp),
            Map.entry("expm1", Node::expm1),
            Map.entry("floor", Node::floor),
            Map.entry("log", Node::log),
            Map.entry("log1p", Node::log1p),
            Map.entry("negative", Node::negate),
            Map.entry("reciprocal", Node::reciprocal),
            Map.entry("sign", Node::sign),
            Map.entry("sin", Node::sin),
            Map.entry("sinh", Node::sinh),
            Map.entry("sqrt", Node::sqrt),
            Map.entry("square", Node::square),
            Map.entry("tan", Node::tan),
            Map.entry("tanh", Node::tanh));

    private static final Map<String, BinaryOperator<Node>> BINARY = Map.ofEntries(
            Map.entry("+", Node::add),
            Map.entry("add", Node::add),
            Map.entry("-", Node::subtract),
            Map.entry("subtract", Node::subtract),
            Map.entry("*", Node::multiply),
            Map.entry("multiply", Node::multiply),
            Map.entry("/", Node::divide),
            Map.entry("divide", Node::divide),
            Map.entry("**", NumpyForm::power),
            Map.entry("power", NumpyForm::power),
            Map.entry("<", Node::less),
            Map.entry(">", Node::greater),
            Map.entry("<=", Node::lessEqual),
            Map.entry(">=", Node::greaterEqual),
            Map.entry("==", Node::equal),
            Map.entry("!=", Node::notEqual),
            Map.entry("@", NumpyForm::product),
            Map.entry("matmul", NumpyForm::product),
            Map.entry("maximum", Node::maximum),
            Map.entry("minimum", Node::minimum),
            Map.entry("logaddexp", NumpyForm::logAddExp));

    private static final Map<String, Reduction> REDUCTIONS = Map.of(
            "sum", Node::sum,
            "mean", Node::mean,
            "max", Node::max,
            "min", Node::min,
            "prod", Node::prod);

    private final List<? extends Node> operands;

    @FunctionalInterface
    private interface Reduction {
        AxisReduction along(Node node, int... axes);
    }

    private NumpyForm(List<? extends Node> operands) {
        this.operands = operands;
    }

    /** The node that computes what the code does; none if the code is empty or unknown to this class. */
    public static Optional<Node> node(String code, List<? extends Node> operands) {
        try {
            return code.isEmpty() ? Optional.empty() : Optional.of(new NumpyForm(operands).node(Syntax.parse(code)));
        } catch (RuntimeException unknown) {
            return Optional.empty();
        }
    }

    private Node node(Part part) {
        if (part instanceof Literal literal) {
            return Constant.of(literal.value());
        }
        if (part instanceof Operand operand) {
            return operands.get(operand.index());
        }
        if (part instanceof Operation operation) {
            List<Node> sides = operation.sides().stream().map(this::node).toList();
            return sides.size() == 1
                    ? sides.get(0).negate()
                    : known(BINARY, operation.sign()).apply(sides.get(0), sides.get(1));
        }
        if (part instanceof Member member) {
            return member(member);
        }
        if (part instanceof Call call && call.function() instanceof Member function) {
            return isNumpy(function.target())
                    ? function(function.name(), call.arguments(), call.named())
                    : method(function, call);
        }
        throw new UnknownException(part.toString());
    }

    private static <T> T known(Map<String, T> functions, String name) {
        return Optional.ofNullable(functions.get(name)).orElseThrow(() -> new UnknownException(name));
    }

    private static boolean isNumpy(Part part) {
        return part instanceof Name name
                && (name.text().equals("np") || name.text().equals("numpy"));
    }

    private Node member(Member member) {
        if (isNumpy(member.target())) {
            return switch (member.name()) {
                case "pi" -> Constant.of(Math.PI);
                case "e" -> Constant.of(Math.E);
                case "inf" -> Constant.of(Double.POSITIVE_INFINITY);
                default -> throw new UnknownException(member.name());
            };
        }
        if (member.name().equals("T")) {
            return node(member.target()).transpose();
        }
        throw new UnknownException(member.name());
    }

    private Node method(Member method, Call call) {
        if (method.name().equals("astype")) {
            return node(method.target());
        }
        return reduction(method.name(), node(method.target()), call.arguments(), call.named());
    }

    private Node function(String name, List<Part> arguments, Map<String, Part> named) {
        if (UNARY.containsKey(name) && arguments.size() == 1 && named.isEmpty()) {
            return known(UNARY, name).apply(node(arguments.get(0)));
        }
        if (BINARY.containsKey(name) && arguments.size() == 2 && named.isEmpty()) {
            return known(BINARY, name).apply(node(arguments.get(0)), node(arguments.get(1)));
        }
        if (name.equals("where") && arguments.size() == 3) {
            return node(arguments.get(0)).where(node(arguments.get(1)), node(arguments.get(2)));
        }
        if (name.equals("clip") && arguments.size() == 3) {
            return node(arguments.get(0)).maximum(node(arguments.get(1))).minimum(node(arguments.get(2)));
        }
        return reduction(name, node(arguments.get(0)), arguments.subList(1, arguments.size()), named);
    }

    private static Node reduction(String name, Node node, List<Part> arguments, Map<String, Part> named) {
        Reduction reduction = known(REDUCTIONS, name);
        boolean isKnown = arguments.size() <= 1
                && named.keySet().stream().allMatch(key -> key.equals("axis") || key.equals("keepdims"));
        if (!isKnown) {
            throw new UnknownException(name);
        }
        Part axis = arguments.isEmpty() ? named.getOrDefault("axis", new Name("None")) : arguments.get(0);
        AxisReduction reduced = reduction.along(node, axes(axis, node.shape().rank()));
        return named.getOrDefault("keepdims", new Name("False")).equals(new Name("True"))
                ? reduced.keepDims()
                : reduced;
    }

    private static int[] axes(Part axis, int rank) {
        if (axis.equals(new Name("None"))) {
            return IntStream.range(0, rank).toArray();
        }
        List<Part> axes = axis instanceof Sequence sequence ? sequence.elements() : List.of(axis);
        return axes.stream().mapToInt(NumpyForm::integer).toArray();
    }

    static int integer(Part part) {
        if (part instanceof Operation operation && operation.sides().size() == 1) {
            return -integer(operation.sides().get(0));
        }
        if (part instanceof Literal literal && literal.isInteger()) {
            return (int) literal.value();
        }
        throw new UnknownException(part.toString());
    }

    private static Node product(Node a, Node b) {
        return a.shape().rank() == 2 && b.shape().rank() == 2 ? a.matMul(b) : a.batchMatMul(b);
    }

    private static Node power(Node base, Node exponent) {
        return exponent instanceof Constant constant ? base.pow(constant.value().item()) : base.pow(exponent);
    }

    private static Node logAddExp(Node a, Node b) {
        return a.maximum(b).add(a.subtract(b).abs().negate().exp().log1p());
    }
}
