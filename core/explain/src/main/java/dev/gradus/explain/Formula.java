package dev.gradus.explain;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.List;

/**
 * A mathematical formula, which can be written as plain text, LaTeX or MathML with the fewest parentheses that preserve the
 * order of operations.
 */
public sealed interface Formula {

    /** A name given by the user, or a word. */
    record Name(String text) implements Formula {}

    /** A number, with all its digits or rounded for reading. */
    record Number(double value, boolean rounded) implements Formula {
        private static final int MOST_PI = 12;

        String digits() {
            return rounded ? NumberText.rounded(value) : NumberText.exact(value);
        }

        /** The number as a multiple of π, such as 2π or −π/2, if it is one; else its digits. */
        String inMathematics() {
            for (int part : new int[] {1, 2, 3, 4, 6}) {
                long times = Math.round(value * part / Math.PI);
                if (times != 0 && Math.abs(times) <= MOST_PI && value == times * Math.PI / part) {
                    String factor = Math.abs(times) == 1 ? "" : String.valueOf(Math.abs(times));
                    return (times < 0 ? "−" : "") + factor + "π" + (part == 1 ? "" : "/" + part);
                }
            }
            return digits();
        }
    }

    /**
     * ∂y/∂x.
     *
     * @param via the use of x to which this share belongs, or the empty string for the whole derivative
     */
    record Partial(Formula y, Formula x, String via) implements Formula {}

    /**
     * An op with its operands, written in its notation. A sum of many terms has more than two operands, added from the left.
     */
    record Operation(Notation notation, List<Formula> operands) implements Formula {}

    /** f′(x). */
    record Derivative(String function, Formula x) implements Formula {}

    /** Σ over these indices. */
    record Total(List<String> indices, Formula body) implements Formula {}

    /** A number or fraction as a leading factor: {@code ½ · (a + b)}. */
    record Scaled(Formula factor, Formula body) implements Formula {}

    /** 1 where the condition holds, otherwise 0. */
    record Indicator(Formula condition) implements Formula {}

    /** One element of a value, {@code x₁₂} or {@code x_tk}. */
    record Element(Formula of, List<String> indices) implements Formula {}

    /** A value annotated with its shape. */
    record Shaped(Formula of, Shape shape) implements Formula {}

    /** Returns a node's name, or its op's formula such as {@code xW + b}, truncated if it is nested too deeply. */
    static Formula of(Node node) {
        return of(node, 4);
    }

    private static Formula of(Node node, int depth) {
        if (node.isNamed() || !(node instanceof Op op)) {
            return new Name(node.expression());
        } else if (depth == 0) {
            return new Name("…");
        } else if (op.written() != op) {
            return of(op.written(), depth);
        }
        return new Operation(
                op.notation(),
                op.inputs().stream().map(input -> of(input, depth - 1)).toList());
    }

    /** Returns how tightly the formula binds. */
    default Binding binding() {
        if (this instanceof Operation operation) {
            return operation.notation.binding();
        } else if (this instanceof Total) {
            return Binding.SUM;
        } else if (this instanceof Scaled) {
            return Binding.PRODUCT;
        } else if (this instanceof Number number) {
            return number.value < 0 || 1 / number.value < 0 ? Binding.SIGN : Binding.ATOM;
        } else if (this instanceof Shaped shaped) {
            return shaped.of.binding();
        }
        return Binding.ATOM;
    }

    /** Formats the formula as plain text: {@code xᵀ ∂J/∂z}. */
    default String text() {
        return TextStyle.textbook(this);
    }

    /** Formats the formula as LaTeX for a mathematical environment: {@code x^{\top} \frac{\partial J}{\partial z}}. */
    default String latex() {
        return LatexStyle.write(this);
    }

    /** Formats the formula as the content of a MathML {@code <math>} element. */
    default String mathMl() {
        return MathMlStyle.write(this);
    }
}
