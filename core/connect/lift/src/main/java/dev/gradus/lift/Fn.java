package dev.gradus.lift;

import dev.gradus.node.BinaryOp;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.Shape;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * The functions of doubles that can be lifted, each with its number and its node. The number has the bits of the node's
 * value, so that a guard computed by a graph agrees with the trace that it came from.
 */
enum Fn {
    /** An element of an argument. */
    ELEMENT(0),

    ADD(Functions::add),
    SUBTRACT(Functions::subtract),
    MULTIPLY(Functions::multiply),
    DIVIDE(Functions::divide),
    REMAINDER((a, b) -> a % b, Functions::fmod),
    POW(Functions::pow),
    MAX(Functions::maximum),
    MIN(Functions::minimum),
    HYPOT(Functions::hypot),
    ATAN2(Functions::atan2),
    COPYSIGN(Math::copySign, Functions::copySign),
    LOGADDEXP(Functions::logAddExp),
    XLOGY(Functions::xlogy),
    LOGBETA(Functions::logBeta),

    LESS(Functions::less),
    LESS_EQUAL(Functions::lessEqual),
    EQUAL(Functions::equal),

    NEGATE(Functions::negate),
    ABS(Functions::abs),
    SQRT(Functions::sqrt),
    CBRT(Functions::cbrt),
    RSQRT(Functions::rsqrt),
    EXP(Functions::exp),
    EXP2(Functions::exp2),
    EXPM1(Functions::expm1),
    LOG(Functions::log),
    LOG2(Functions::log2),
    LOG10(Functions::log10),
    LOG1P(Functions::log1p),
    SIN(Functions::sin),
    COS(Functions::cos),
    TAN(Functions::tan),
    ASIN(Functions::asin),
    ACOS(Functions::acos),
    ATAN(Functions::atan),
    SINH(Functions::sinh),
    COSH(Functions::cosh),
    TANH(Functions::tanh),
    ASINH(Functions::asinh),
    ACOSH(Functions::acosh),
    ATANH(Functions::atanh),
    SIGMOID(Node::sigmoid),
    SOFTPLUS(Node::softplus),
    ERF(Functions::erf),
    ERFC(Functions::erfc),
    ERFINV(Functions::erfinv),
    ERFCINV(Functions::erfcinv),
    ERFCX(Functions::erfcx),
    LGAMMA(Functions::lgamma),
    DIGAMMA(Functions::digamma),
    LOGIT(Functions::logit),
    SINC(Functions::sinc),
    LAMBERTW(Functions::lambertw),
    SIGNUM(Functions::sign),
    FLOOR(Functions::floor),
    CEIL(Math::ceil, Functions::ceil),
    RINT(Math::rint, Functions::round),

    /** {@code a · b + c}, rounded once. */
    FMA(3),
    /** {@code a != 0 ? b : c}. */
    WHERE(3);

    private final int operands;
    private final DoubleUnaryOperator unary;
    private final DoubleBinaryOperator binary;
    private final UnaryOperator<Node> unaryNode;
    private final BinaryOperator<Node> binaryNode;

    Fn(int operands) {
        this(operands, x -> x, (a, b) -> a, x -> x, (a, b) -> a);
    }

    Fn(UnaryOperator<Node> node) {
        this(1, ((UnaryOp) node.apply(operand()))::apply, (a, b) -> a, node, (a, b) -> a);
    }

    Fn(DoubleUnaryOperator number, UnaryOperator<Node> node) {
        this(1, number, (a, b) -> a, node, (a, b) -> a);
    }

    Fn(BinaryOperator<Node> node) {
        this(2, x -> x, ((BinaryOp) node.apply(operand(), operand()))::apply, x -> x, node);
    }

    Fn(DoubleBinaryOperator number, BinaryOperator<Node> node) {
        this(2, x -> x, number, x -> x, node);
    }

    Fn(
            int operands,
            DoubleUnaryOperator unary,
            DoubleBinaryOperator binary,
            UnaryOperator<Node> unaryNode,
            BinaryOperator<Node> binaryNode) {
        this.operands = operands;
        this.unary = unary;
        this.binary = binary;
        this.unaryNode = unaryNode;
        this.binaryNode = binaryNode;
    }

    private static Input operand() {
        return Input.of("x");
    }

    int operands() {
        return operands;
    }

    /** The value; unused operands are arbitrary. */
    double number(double a, double b, double c) {
        return switch (this) {
            case FMA -> Math.fma(a, b, c);
            case WHERE -> a != 0 ? b : c;
            default -> operands == 1 ? unary.applyAsDouble(a) : binary.applyAsDouble(a, b);
        };
    }

    /** The node that applies this function to each element of nodes of one shape, or of constants of rank 0. */
    Node node(Node... in) {
        return switch (this) {
            case FMA -> fma(in);
            case WHERE -> in[0].where(in[1], in[2]);
            case MULTIPLY -> in[0] == in[1] ? in[0].square() : in[0].multiply(in[1]);
            default -> operands == 1 ? unaryNode.apply(in[0]) : binaryNode.apply(in[0], in[1]);
        };
    }

    private static Node fma(Node... in) {
        Shape shape = in[0].shape();
        for (Node operand : in) {
            shape = operand.shape().isScalar() ? shape : operand.shape();
        }
        return new Fma(in[0].broadcastTo(shape), in[1].broadcastTo(shape), in[2].broadcastTo(shape));
    }

    /** Whether the value has a derivative with respect to operand i that may differ from 0. */
    boolean hasSlope(int i) {
        return switch (this) {
            case LESS, LESS_EQUAL, EQUAL, SIGNUM, FLOOR, CEIL, RINT -> false;
            case WHERE -> i > 0;
            case COPYSIGN -> i == 0;
            default -> true;
        };
    }

    /**
     * A number at which operand i has a finite slope, for an operand on a path that is not taken; NaN if the slope is
     * finite at every finite operand. There a finite slope times the gradient 0 is 0, but an infinite one gives NaN.
     */
    double safe(int i) {
        return switch (this) {
            case ADD, SUBTRACT, MULTIPLY, FMA, MAX, MIN, LESS, LESS_EQUAL, EQUAL, WHERE, NEGATE, ABS -> Double.NaN;
            case SIN, COS, ATAN, TANH, SIGMOID, SOFTPLUS, ERF, SIGNUM, FLOOR, CEIL, RINT, COPYSIGN -> Double.NaN;
            case DIVIDE, REMAINDER -> i == 0 ? Double.NaN : 1;
            case ASIN, ACOS, ATANH, ERFINV, LOGIT, ERFCINV -> 0.5;
            case ACOSH -> 2;
            default -> 1;
        };
    }
}
