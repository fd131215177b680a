package dev.gradus.node;

import dev.gradus.node.Notation.Fragment;
import dev.gradus.tensor.NumpyFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * The formula of a node as plain text, in terms of the named nodes below it, truncated where it is nested too deeply.
 */
final class Expression {
    /** Unnamed ops nested deeper than this print as …; a formula of four levels still fits on a line. */
    private static final int DEPTH = 4;

    private Expression() {}

    static String of(Node node) {
        return fragment(node, DEPTH).text();
    }

    /** The formula, even if the op has a name. */
    static String ofOp(Op op) {
        return formula(op, DEPTH).text();
    }

    /** The receiver of a method call, in parentheses unless it is a name. */
    static String asReceiver(Node node) {
        Fragment fragment = fragment(node, DEPTH);
        return fragment.binding() == Notation.Binding.ATOM ? fragment.text() : "(" + fragment.text() + ")";
    }

    private static Fragment fragment(Node node, int depth) {
        if (node.isNamed()) {
            return Fragment.atom(node.label());
        }
        if (node instanceof Op op) {
            return depth == 0 ? Fragment.atom("…") : formula(op, depth);
        }
        return constant((Constant) node);
    }

    private static Fragment formula(Op op, int depth) {
        if (op.written() != op) {
            return fragment(op.written(), depth);
        }
        List<Fragment> operands = new ArrayList<>();
        for (Node input : op.inputs()) {
            operands.add(fragment(input, depth - 1));
        }
        return op.notation().text(operands);
    }

    private static Fragment constant(Constant constant) {
        if (!constant.symbol().isEmpty()) {
            return Fragment.atom(constant.symbol());
        }
        if (constant.shape().elements() != 1) {
            return Fragment.atom("constant" + constant.shape());
        }
        String number = number(constant.value().toArray()[0]);
        return number.startsWith("−") ? new Fragment(number, Notation.Binding.SIGN) : Fragment.atom(number);
    }

    /** The shortest text that identifies the number. Unlike {@code Double.toString}, it is the same on every JVM. */
    static String number(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "−0" : "0"; // a / −0 differs from a / 0
        }
        if (!Double.isFinite(value)) {
            return Double.toString(value).replace('-', '−');
        }
        boolean isInteger = value == Math.rint(value) && Math.abs(value) < 1e16;
        return (isInteger ? Long.toString((long) value) : NumpyFormat.number(value)).replace('-', '−');
    }
}
