package dev.gradus.playground.language;

import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.function.Supplier;

/** Operators: arithmetic, matrix products and comparisons. */
final class Operators {
    private final Expressions expressions;

    Operators(Expressions expressions) {
        this.expressions = expressions;
    }

    Value negative(Expr.Unary unary) {
        Value x = expressions.value(unary.x());
        return x instanceof Value.Scalar number
                ? Value.Scalar.of(-number.value())
                : expressions.op(
                        unary.span(),
                        "−",
                        List.of(unary.x()),
                        List.of(expressions.node(unary.x())),
                        () -> Expressions.node(unary.x(), x).negate());
    }

    Value binary(Expr.Binary binary) {
        boolean isPower = binary.sign().equals("**") || binary.sign().equals("^");
        if (isPower
                && binary.left() instanceof Expr.Name e
                && e.text().equals("e")
                && expressions.named("e").isEmpty()) {
            Node x = expressions.node(binary.right());
            return expressions.op(binary.span(), "exp", List.of(binary.right()), List.of(x), x::exp);
        }
        Value left = expressions.value(binary.left());
        Value right = expressions.value(binary.right());
        if (left instanceof Value.Scalar a && right instanceof Value.Scalar b) {
            return number(binary, a.value(), b.value());
        }
        Node a = Expressions.node(binary.left(), left);
        Node b = Expressions.node(binary.right(), right);
        boolean isReciprocal =
                binary.sign().equals("/") && binary.left() instanceof Expr.Numeral one && one.value() == 1;
        if (binary.sign().equals("^") && Masks.isMask(a) && Masks.isMask(b)) {
            throw Problem.at(binary.span(), "a power of masks", "For masks, NumPy's ^ is “either … or”. Write a != b.");
        }
        boolean isSquare = isPower && binary.right() instanceof Expr.Numeral two && two.value() == 2;
        Supplier<Node> op = isReciprocal ? b::reciprocal : isSquare ? a::square : () -> aligned(binary.sign(), a, b);
        try {
            return expressions.op(
                    binary.span(), binary.sign(), List.of(binary.left(), binary.right()), List.of(a, b), op);
        } catch (Problem problem) {
            throw problem.pointingAt(binary.signSpan());
        }
    }

    /** An op in which both operands may grow if one of them has an axis that was put in on purpose. */
    private Node aligned(String sign, Node a, Node b) {
        boolean isPutIn = expressions.hasNewAxis(a) || expressions.hasNewAxis(b);
        boolean isMeant = !sign.equals("@") && isPutIn && grows(a.shape(), b.shape()) && grows(b.shape(), a.shape());
        int rank = Math.max(a.shape().rank(), b.shape().rank());
        return isMeant ? applied(sign, raised(a, rank), raised(b, rank)) : applied(sign, a, b);
    }

    /** Whether the first of two shapes grows when they are broadcast. */
    private static boolean grows(Shape shape, Shape other) {
        for (int i = 1; i <= other.rank(); i++) {
            int size = i <= shape.rank() ? shape.size(shape.rank() - i) : 0;
            if (size == 0 || size == 1 && other.size(other.rank() - i) > 1) {
                return true;
            }
        }
        return false;
    }

    /** An array with as many axes: those in front have size 1. A number stays one. */
    private static Node raised(Node x, int rank) {
        Node raised = x;
        while (raised.shape().rank() > 0 && raised.shape().rank() < rank) {
            raised = raised.expandDims(0);
        }
        return raised;
    }

    private static Node applied(String sign, Node a, Node b) {
        return switch (sign) {
            case "@" -> Masks.product(a.matMul(b), a, b);
            case "**", "^" -> a.pow(b);
            case "%" -> Functions.remainder(a, b);
            case "//" -> a.subtract(Functions.remainder(a, b)).divide(b).then(Functions::round);
            case "+" -> Masks.add(a, b);
            case "-" -> a.subtract(b);
            case "*" -> a.multiply(b);
            case "/" -> a.divide(b);
            case "<" -> a.less(b);
            case ">" -> a.greater(b);
            case "<=" -> a.lessEqual(b);
            case ">=" -> a.greaterEqual(b);
            case "==" -> a.equal(b);
            default -> a.notEqual(b);
        };
    }

    private static Value number(Expr.Binary binary, double a, double b) {
        return Value.Scalar.of(
                switch (binary.sign()) {
                    case "+" -> a + b;
                    case "-" -> a - b;
                    case "*" -> a * b;
                    case "/" -> a / b;
                    case "**", "^" -> power(a, b);
                    case "%" -> remainder(a, b);
                    case "//" -> Math.rint((a - remainder(a, b)) / b);
                    case "@" ->
                        throw Problem.at(
                                        binary.span(),
                                        "not matrices",
                                        "@ multiplies matrices, but both sides are numbers.")
                                .mendedBy("Write *", binary.signSpan(), "*");
                    default ->
                        throw Problem.at(
                                binary.span(),
                                "comparison of two numbers",
                                "Both sides are plain numbers. Compare arrays instead.");
                });
    }

    /** Python's remainder, which is exact and has the sign of b. */
    private static double remainder(double a, double b) {
        double remainder = a % b;
        return remainder != 0 && remainder < 0 != b < 0 ? remainder + b : remainder;
    }

    /** A power computed by the engine, whose bits are the same everywhere. */
    private static double power(double a, double b) {
        double[] power = new double[1];
        ((Op) Constant.of(a).pow(b)).compute(new double[][] {{a}, {b}}, power);
        return power[0];
    }
}
